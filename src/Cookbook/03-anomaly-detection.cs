// Anomaly detection: learn what is normal, and tell what is not, and which sensor is to blame.
//
// A pump has ten sensors, and two things that vary: its speed and its load. A model of normal readings reconstructs those, and errs on
// others. No faulty reading is needed for the training.
using AeGen;

DataSet normal = ReadSensors(4000, seed: 1);
(DataSet train, DataSet validation) = normal.Split(0.75, seed: 1);

// Sensors have units of their own. The model keeps their scaling with its file; whoever uses the model applies it.
using var model = PumpModel.Create(seed: 1);
model.Scaling = Scaling.Standard(train);
model.Fit(model.Scaling.Apply(train), new FitOptions { Epochs = 60, BatchSize = 32, LearningRate = LearningRate.Cosine(0.005f) });

// The threshold comes from readings that were not trained on: one in a hundred of them may exceed it. It goes with the file as well.
model.FitThreshold(model.Scaling.Apply(validation), contamination: 0.01);
model.Save("pump.safetensors");

// Some other day: readings of a healthy pump, and of one whose sensor 7 has come loose and shows a third too little.
using PumpModel monitor = PumpModel.Load("pump.safetensors");
DataSet healthy = ReadSensors(1000, seed: 2), broken = ReadSensors(1000, seed: 3, looseSensor: 7);
Console.WriteLine($"Threshold: {monitor.Threshold:F4}");
Console.WriteLine($"False alarms: {Alarms(healthy).Count(alarm => alarm) / 1000.0:P1}");
Console.WriteLine($"Faults detected: {Alarms(broken).Count(alarm => alarm) / 1000.0:P1}");

// The squared error by feature says where the fault is: the mean over the faulty readings.
float[] errors = new float[broken.Length];
monitor.Contributions(monitor.Scaling!.Apply(broken).Samples.Span, errors);
float[][] rows = [.. errors.Chunk(PumpModel.InputSize)];
float[] blame = [.. Enumerable.Range(0, PumpModel.InputSize).Select(sensor => rows.Average(row => row[sensor]))];
Console.WriteLine($"Sensor to blame: {Array.IndexOf(blame, blame.Max())}, with {blame.Max() / blame.Sum():P0} of the error");

bool[] Alarms(DataSet readings)
{
    bool[] alarms = new bool[readings.Count];
    monitor.IsAnomaly(monitor.Scaling!.Apply(readings).Samples.Span, alarms);
    return alarms;
}

// Each sensor answers to speed and load in its own way, some of them not linearly, and has 1 % of noise.
static DataSet ReadSensors(int count, int seed, int looseSensor = -1)
{
    var random = new Random(seed);
    float[] values = new float[count * PumpModel.InputSize];
    for (int i = 0; i < values.Length; i += PumpModel.InputSize)
    {
        double speed = 0.5 + random.NextDouble(), load = 0.5 + random.NextDouble(), power = speed * load;
        double[] readings =
        [
            3000 * speed, 40 * load, 15 * power, 20 + (30 * power), 2 * speed * speed,
            9 - load, 230 / speed, 4 * load, 60 + (8 * speed), 0.2 * power,
        ];
        for (int sensor = 0; sensor < readings.Length; sensor++)
        {
            values[i + sensor] = (float)(readings[sensor] * (0.99 + (0.02 * random.NextDouble())) * (sensor == looseSensor ? 0.67 : 1));
        }
    }

    return new DataSet(values, PumpModel.InputSize);
}

/// <summary>A code of two numbers for two causes: too narrow to copy a reading that has a third.</summary>
[Autoencoder(10)]
[Dense(24, Activation.Tanh)]
[Dense(2)]
[DenseDecoder]
public sealed partial class PumpModel;
