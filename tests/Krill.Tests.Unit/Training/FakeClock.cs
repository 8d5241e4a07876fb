namespace Krill.Tests.Unit.Training;

/// <summary>A clock that stands until it is moved.</summary>
sealed class FakeClock : TimeProvider
{
    long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public void Advance(double seconds) => _ticks += (long)(seconds * TimeSpan.TicksPerSecond);
}
