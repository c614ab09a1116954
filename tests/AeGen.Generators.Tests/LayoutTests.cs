using AeGen.Generators.Targets.Cpu;
using AeGen.Runtime;

namespace AeGen.Generators.Tests;

/// <summary>What the generator writes and the runtime reads.</summary>
public sealed class LayoutTests
{
    [Fact]
    public void Generator_and_runtime_agree_on_the_size_of_panels_and_blocks()
    {
        Assert.Equal(Panels.Width, CpuLayout.PanelWidth);
        Assert.Equal(Panels.BlockRows, CpuLayout.BlockRows);
    }
}
