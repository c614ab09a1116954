using AeGen.Testing.Documentation;

namespace AeGen.Ilgpu.Tests.Documentation;

/// <summary>The page of devices says what the code says.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void The_page_of_devices_has_every_way_to_make_one()
    {
        var page = new ReferencePage("src", "AeGen.Ilgpu");

        page.RequireSections(
        [
            .. typeof(IlgpuDevice).GetMethods().Where(method => method.IsStatic && method.GetParameters().Length > 0).Select(ReferenceSection.OfMethod),
            ReferenceSection.OfEnumeration(typeof(IlgpuBackend)),
        ]);
        page.RequireNames(typeof(IlgpuDevice).Assembly, typeof(AutoencoderAttribute).Assembly);
    }
}
