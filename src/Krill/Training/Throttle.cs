namespace Krill.Training;

/// <summary>Says at most once an interval that something is due.</summary>
internal sealed class Throttle(TimeProvider clock, TimeSpan interval)
{
    long _last = clock.GetTimestamp();

    public bool IsDue()
    {
        long now = clock.GetTimestamp();
        if (clock.GetElapsedTime(_last, now) < interval)
        {
            return false;
        }

        _last = now;
        return true;
    }
}
