using Xunit;

namespace Krill.Testing;

/// <summary>A fact about files that may not be read: skipped, with the reason, for a user who may read all, and on Windows.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PermissionsFactAttribute : FactAttribute
{
    public PermissionsFactAttribute()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Skip = "The tests run as a user whom no permissions keep from reading.";
        }
    }
}
