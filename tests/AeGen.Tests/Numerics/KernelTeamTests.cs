using AeGen.Runtime;

namespace AeGen.Tests.Numerics;

/// <summary>The threads of kernels: who is woken, how many there are, and for how long.</summary>
public sealed class KernelTeamTests
{
    private static readonly TimeSpan Patient = TimeSpan.FromMinutes(10);

    [Fact]
    public void Each_worker_of_a_job_works_once_on_a_thread_of_its_own()
    {
        var team = new KernelTeam(Patient);
        for (int workers = 1; workers <= 70; workers++)
        {
            var job = new Roll(workers);
            team.Run(job, workers);

            Assert.Equal(Enumerable.Repeat(1, workers), job.Calls);
            Assert.Equal(workers, job.ThreadsSeen);
            Assert.Equal(workers - 1, team.Threads);
        }
    }

    [Fact]
    public void A_large_job_makes_no_difference_to_small_ones_later()
    {
        const int Jobs = 50;
        var team = new KernelTeam(Patient);
        team.Run(new Roll(64), 64);
        LetThemSleep();
        long before = team.Wakes;
        for (int i = 0; i < Jobs; i++)
        {
            team.Run(new Roll(2), 2);
            LetThemSleep();
        }

        Assert.InRange(team.Wakes - before, 1, Jobs);

        // Many times as long as they spin.
        static void LetThemSleep() => Thread.Sleep(10);
    }

    [Fact]
    public void Threads_that_nobody_wants_end_and_come_back_when_they_are_wanted()
    {
        var team = new KernelTeam(TimeSpan.FromMilliseconds(20));
        for (int round = 0; round < 3; round++)
        {
            var job = new Roll(8);
            team.Run(job, 8);

            // The last to end may be just leaving, and the caller alone.
            Assert.Equal(8, job.Calls.Sum());
            Assert.True(SpinWait.SpinUntil(() => team.Threads == 0, TimeSpan.FromSeconds(30)), $"{team.Threads} threads are left.");
        }
    }

    [Fact]
    public void Jobs_are_whole_while_threads_come_and_go()
    {
        // They end as soon as they sleep, in the midst of jobs of all sizes.
        var team = new KernelTeam(TimeSpan.Zero);
        var random = new Random(5);
        for (int i = 0; i < 1000; i++)
        {
            int workers = random.Next(1, 6);
            var job = new Roll(workers);
            team.Run(job, workers);
            Assert.Equal(workers, job.Calls.Sum());
            if (i % 10 == 0)
            {
                Thread.Sleep(1);
            }
        }
    }

    /// <summary>Notes who comes.</summary>
    private sealed class Roll(int workers) : KernelJob
    {
        private readonly int[] calls = new int[workers];
        private readonly int[] threads = new int[workers];

        public IReadOnlyList<int> Calls => calls;

        public int ThreadsSeen => threads.Distinct().Count();

        public override void Work(int worker, int count)
        {
            // A caller that finds the team busy does all alone; a share is then everything.
            int share = count == calls.Length ? 1 : calls.Length;
            Interlocked.Add(ref calls[worker], share);
            threads[worker] = Environment.CurrentManagedThreadId;
        }
    }
}
