using AeGen.Lab.Data;

namespace AeGen.Tests.Lab;

public class DigitsTests
{
    [Fact]
    public void There_are_1797_images_from_0_to_1_in_ten_classes()
    {
        DataSet digits = Digits.LoadAll();

        Assert.Equal((1797, 64), (digits.Count, digits.SampleSize));
        Assert.Equal(Enumerable.Range(0, 10), digits.Labels.ToArray().Distinct().Order());
        Assert.Equal((0f, 1f), (digits.Samples.ToArray().Min(), digits.Samples.ToArray().Max()));
        Assert.Equal(5f / 16, digits[0][2]);
    }

    [Fact]
    public void Every_run_divides_them_in_the_same_way()
    {
        (DataSet? train, DataSet? test) = Digits.Load();

        Assert.Equal((1437, 360), (train.Count, test.Count));
        Assert.Equal(Digits.Load().Test.Labels.ToArray(), test.Labels.ToArray());
    }
}
