// An image grid: see what a model makes of pictures, originals above reconstructions.
//
// Pixels between 0 and 1 are well described by a sigmoid and the cross-entropy. The picture is an SVG file, which any browser shows.
using System.Text;
using AeGen;

const int Side = 16, Shown = 12, Zoom = 4;
DataSet train = DrawShapes(6000, seed: 1), test = DrawShapes(500, seed: 5);

using var model = ShapeModel.Create(seed: 1);
model.Fit(train, new FitOptions { Epochs = 40, BatchSize = 64, LearningRate = LearningRate.Cosine(0.004f) });

float[] originals = test.Samples.ToArray(), reconstructions = new float[originals.Length];
model.Reconstruct(originals, reconstructions);
File.WriteAllText("shapes.svg", Grid(originals, reconstructions));

int right = originals.Zip(reconstructions, (pixel, guess) => pixel > 0.5f == guess > 0.5f).Count(same => same);
int ink = originals.Count(pixel => pixel > 0.5f);
Console.WriteLine($"Pixels of ink: {(double)ink / originals.Length:P2}");
Console.WriteLine($"Pixels reconstructed: {(double)right / originals.Length:P2}, from {ShapeModel.CodeSize} numbers each shape");
Console.WriteLine($"shapes.svg: {Shown} shapes above their reconstructions");

// One square for each pixel that is not black; a row of pictures for each array.
static string Grid(params float[][] rows)
{
    int width = Shown * (Side + 1), height = rows.Length * (Side + 1);
    var svg = new StringBuilder($"<svg xmlns='http://www.w3.org/2000/svg' width='{width * Zoom}' viewBox='0 0 {width} {height}' ");
    svg.Append("shape-rendering='crispEdges'><rect width='100%' height='100%'/>");
    for (int row = 0; row < rows.Length; row++)
    {
        for (int pixel = 0; pixel < Shown * ShapeModel.InputSize; pixel++)
        {
            int x = (pixel / ShapeModel.InputSize * (Side + 1)) + (pixel % Side);
            int y = (row * (Side + 1)) + (pixel % ShapeModel.InputSize / Side);
            int grey = (int)Math.Round(255 * rows[row][pixel]);
            svg.Append(grey == 0 ? "" : $"<rect x='{x}' y='{y}' width='1' height='1' fill='rgb({grey},{grey},{grey})'/>");
        }
    }

    return svg.Append("</svg>").ToString();
}

// Circles, squares and crosses of any place and size, as outlines on 16 x 16 pixels.
static DataSet DrawShapes(int count, int seed)
{
    var random = new Random(seed);
    float[] pixels = new float[count * ShapeModel.InputSize];
    for (int i = 0; i < pixels.Length; i += ShapeModel.InputSize)
    {
        int kind = random.Next(3);
        double size = 3 + (3 * random.NextDouble()), room = Side - 1 - (2 * size);
        double left = size + (room * random.NextDouble()), top = size + (room * random.NextDouble());
        for (int pixel = 0; pixel < ShapeModel.InputSize; pixel++)
        {
            double x = Math.Abs((pixel % Side) - left), y = Math.Abs((pixel / Side) - top), far = Math.Max(x, y);
            double off = kind switch { 0 => Math.Sqrt((x * x) + (y * y)) - size, 1 => far - size, _ => far > size ? far : Math.Min(x, y) };
            pixels[i + pixel] = (float)Math.Clamp(1.25 - Math.Abs(off), 0, 1);
        }
    }

    return new DataSet(pixels, ShapeModel.InputSize);
}

/// <summary>256 pixels, and a code of 12 numbers.</summary>
[Autoencoder(256, Output = Activation.Sigmoid, Loss = Loss.BinaryCrossEntropy)]
[Dense(192, Activation.Relu)]
[Dense(64, Activation.Relu)]
[Dense(12)]
[DenseDecoder]
public sealed partial class ShapeModel;
