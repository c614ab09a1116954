using AeGen.Generators.Declaration;

namespace AeGen.Generators.Emission.Cpu;

/// <summary>Each optimizer's step as C# over vectors.</summary>
internal static class OptimizerCode
{
    /// <summary>Number of moments that it keeps of each parameter.</summary>
    public static int Moments(OptimizerKind optimizer) => optimizer == OptimizerKind.Sgd ? 1 : 2;

    /// <summary>
    /// Statements that change the variable w by the gradient g and update the moments at <c>first</c> and <c>second</c>, at an offset; decay and keep
    /// are vectors, settings the numbers of the step.
    /// </summary>
    public static string Step(OptimizerKind optimizer) => optimizer == OptimizerKind.Sgd
        ? """
          g = Vector.MultiplyAddEstimate(decay, w, g);
          Floats v = Vector.MultiplyAddEstimate(Vector.Create(settings.Beta1), Vector.LoadUnsafe(ref first, at), g);
          Vector.StoreUnsafe(v, ref first, at);
          Floats step = Vector.MultiplyAddEstimate(Vector.Create(settings.GradientShare), g, v * settings.VelocityShare);
          w = Vector.MultiplyAddEstimate(Vector.Create(-settings.LearningRate), step, w);
          """
        : """
          g = Vector.MultiplyAddEstimate(decay, w, g);
          Floats m = Vector.LoadUnsafe(ref first, at);
          m = Vector.MultiplyAddEstimate(Vector.Create(1 - settings.Beta1), g - m, m);
          Vector.StoreUnsafe(m, ref first, at);
          Floats v = Vector.LoadUnsafe(ref second, at);
          v = Vector.MultiplyAddEstimate(Vector.Create(1 - settings.Beta2), (g * g) - v, v);
          Vector.StoreUnsafe(v, ref second, at);
          Floats root = Vector.MultiplyAddEstimate(Vector.Sqrt(v), Vector.Create(settings.Correction), Vector.Create(settings.Epsilon));
          w = Vector.MultiplyAddEstimate(Vector.Create(-settings.LearningRate), m / root, w * keep);
          """;
}
