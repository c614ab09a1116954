namespace AeGen.Lab.Theory.Topology;

/// <summary>Angles of points of the unit circle in the plane z = 0.</summary>
internal static class CircleAngle
{
    /// <summary>The angle in degrees, from 0 to below 360.</summary>
    public static double Of(ReadOnlySpan<float> point)
    {
        double degrees = Math.Atan2(point[1], point[0]) * (180 / Math.PI);
        return degrees < 0 ? degrees + 360 : degrees;
    }

    /// <summary>How far two angles are apart, from 0 to 180.</summary>
    public static double Apart(double one, double other)
    {
        double difference = Math.Abs(one - other);
        return Math.Min(difference, 360 - difference);
    }
}
