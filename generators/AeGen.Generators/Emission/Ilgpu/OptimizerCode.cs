using AeGen.Generators.Declaration;

namespace AeGen.Generators.Emission.Ilgpu;

/// <summary>Each optimizer's step as C# over fours.</summary>
internal static class OptimizerCode
{
    /// <summary>
    /// Statements that change the variable w by the gradient g, and the moments at the variables first and second; numbers are the step's, decay and
    /// keep those of weights or of biases.
    /// </summary>
    public static string Step(OptimizerKind optimizer) => optimizer switch
    {
        OptimizerKind.Sgd =>
            """
            g += decay * w;
            Float4 v = (numbers.Beta1 * moments[first]) + g;
            moments[first] = v;
            w = (keep * w) - (numbers.LearningRate * ((numbers.GradientShare * g) + (numbers.VelocityShare * v)));
            """,
        OptimizerKind.RmsProp =>
            """
            g += decay * w;
            Float4 square = moments[second];
            square += (1f - numbers.Beta2) * ((g * g) - square);
            moments[second] = square;
            Float4 v = (numbers.Beta1 * moments[first]) + (g / (DeviceMath.Sqrt(square) + numbers.Epsilon));
            moments[first] = v;
            w = (keep * w) - (numbers.LearningRate * v);
            """,
        OptimizerKind.Adam or OptimizerKind.AdamW =>
            """
            g += decay * w;
            Float4 m = moments[first];
            m += (1f - numbers.Beta1) * (g - m);
            moments[first] = m;
            Float4 v = moments[second];
            v += (1f - numbers.Beta2) * ((g * g) - v);
            moments[second] = v;
            w = (keep * w) - (numbers.LearningRate * (m / ((numbers.Correction * DeviceMath.Sqrt(v)) + numbers.Epsilon)));
            """,
    };
}
