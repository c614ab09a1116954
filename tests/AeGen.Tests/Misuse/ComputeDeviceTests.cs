using AeGen.Runtime;

namespace AeGen.Tests.Misuse;

/// <summary>What a device does with those who use it when it is disposed.</summary>
public sealed class ComputeDeviceTests
{
    [Fact]
    public void A_user_who_comes_while_another_leaves_has_left_before_the_device_closes()
    {
        var device = new EmptyDevice();
        var late = new User(_ => Assert.False(device.IsClosed));
        var early = new User(at => at.Add(late));
        device.Add(early);

        device.Dispose();

        Assert.True(device.IsClosed);
        Assert.Equal((1, 1), (early.Departures, late.Departures));
        Assert.Throws<ObjectDisposedException>(() => device.Add(late));
    }

    [Fact]
    public void Where_one_user_refuses_to_leave_the_device_stays_for_it_and_those_behind_it()
    {
        var device = new EmptyDevice();
        bool isBusy = true;
        var first = new User(_ => { });
        var busy = new User(_ =>
        {
            if (isBusy)
            {
                throw new InvalidOperationException("busy");
            }
        });
        var last = new User(_ => { });
        device.Add(first);
        device.Add(busy);
        device.Add(last);

        Assert.Throws<InvalidOperationException>(device.Dispose);

        Assert.False(device.IsClosed);
        isBusy = false;
        device.Dispose();
        Assert.True(device.IsClosed);
        Assert.Equal((1, 2, 1), (first.Departures, busy.Departures, last.Departures));
    }

    private sealed class User(Action<ComputeDevice> leave) : IDeviceUser
    {
        public int Departures { get; private set; }

        public void Leave(ComputeDevice device)
        {
            Departures++;
            leave(device);
        }
    }

    /// <summary>A device that has nothing but users.</summary>
    private sealed class EmptyDevice : ComputeDevice
    {
        public override string Name => "empty";

        public override long MemoryBytes => 0;

        public bool IsClosed { get; private set; }

        internal override DeviceNetwork Open(DeviceKernels kernels, Architecture architecture) => throw new NotSupportedException();

        private protected override void Close() => IsClosed = true;
    }
}
