using AeGen.Generators.Declaration;

namespace AeGen.Generators.Emission.Cpu;

/// <summary>Each optimizer's step as C# over vectors.</summary>
internal static class OptimizerCode
{
    /// <summary>Statements that make vectors of what is the same for all parameters, from settings, the numbers of the step.</summary>
    public static string Constants(OptimizerKind optimizer) => optimizer switch
    {
        OptimizerKind.Sgd =>
            """
            Floats momentum = Vector.Create(settings.Beta1);
            Floats gradientShare = Vector.Create(settings.GradientShare);
            Floats velocityShare = Vector.Create(settings.VelocityShare);
            Floats rate = Vector.Create(-settings.LearningRate);
            Floats least = Vector.Create(1e-36f);
            """,
        OptimizerKind.RmsProp =>
            """
            Floats momentum = Vector.Create(settings.Beta1);
            Floats fresh2 = Vector.Create(1 - settings.Beta2);
            Floats epsilon = Vector.Create(settings.Epsilon);
            Floats rate = Vector.Create(-settings.LearningRate);
            Floats least = Vector.Create(1e-36f);
            """,
        OptimizerKind.Adam or OptimizerKind.AdamW =>
            """
            Floats fresh1 = Vector.Create(1 - settings.Beta1);
            Floats fresh2 = Vector.Create(1 - settings.Beta2);
            Floats correction = Vector.Create(settings.Correction);
            Floats epsilon = Vector.Create(settings.Epsilon);
            Floats rate = Vector.Create(-settings.LearningRate);
            Floats least = Vector.Create(1e-36f);
            """,
    };

    /// <summary>
    /// Statements that change the variable w by the gradient g and update the moments at <c>first</c> and <c>second</c>, at an offset; decay and keep
    /// are vectors.
    /// </summary>
    /// <remarks>
    /// Where a gradient has become zero for good, as at units that have died, its moments shrink with every step. They end as zeros, before they are
    /// subnormal: processors take ten times as long with numbers that small, and no step would ever notice them. Root and division are exact ones:
    /// estimates of 14 bits with one of Newton's steps each have not been faster.
    /// </remarks>
    public static string Step(OptimizerKind optimizer) => optimizer switch
    {
        OptimizerKind.Sgd =>
            """
            g = Vector.MultiplyAddEstimate(decay, w, g);
            Floats v = Vector.MultiplyAddEstimate(momentum, Load(ref first, at), g);
            v = Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(v), least), Floats.Zero, v);
            Store(v, ref first, at);
            Floats step = Vector.MultiplyAddEstimate(gradientShare, g, v * velocityShare);
            w = Vector.MultiplyAddEstimate(rate, step, w * keep);
            """,
        OptimizerKind.RmsProp =>
            """
            g = Vector.MultiplyAddEstimate(decay, w, g);
            Floats square = Load(ref second, at);
            square = Vector.MultiplyAddEstimate(fresh2, (g * g) - square, square);
            square = Vector.ConditionalSelect(Vector.LessThan(square, least), Floats.Zero, square);
            Store(square, ref second, at);
            Floats v = Vector.MultiplyAddEstimate(momentum, Load(ref first, at), g / (Vector.Sqrt(square) + epsilon));
            v = Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(v), least), Floats.Zero, v);
            Store(v, ref first, at);
            w = Vector.MultiplyAddEstimate(rate, v, w * keep);
            """,
        OptimizerKind.Adam or OptimizerKind.AdamW =>
            """
            g = Vector.MultiplyAddEstimate(decay, w, g);
            Floats m = Load(ref first, at);
            m = Vector.MultiplyAddEstimate(fresh1, g - m, m);
            m = Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(m), least), Floats.Zero, m);
            Store(m, ref first, at);
            Floats v = Load(ref second, at);
            v = Vector.MultiplyAddEstimate(fresh2, (g * g) - v, v);
            v = Vector.ConditionalSelect(Vector.LessThan(v, least), Floats.Zero, v);
            Store(v, ref second, at);
            Floats root = Vector.MultiplyAddEstimate(Vector.Sqrt(v), correction, epsilon);
            w = Vector.MultiplyAddEstimate(rate, m / root, w * keep);
            """,
    };
}
