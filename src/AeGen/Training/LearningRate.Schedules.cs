namespace AeGen;

/// <content>The schedules.</content>
public abstract partial record LearningRate
{
    private sealed record ConstantRate(float Rate) : LearningRate
    {
        public override float At(StepPosition position, PlateauState? plateau) => Rate;
    }

    private sealed record CosineRate(float Initial, float Final) : LearningRate
    {
        public override float At(StepPosition position, PlateauState? plateau) =>
            (float)(Final + ((Initial - Final) * 0.5 * (1 + Math.Cos(Math.PI * position.Step / Math.Max(1, position.Steps)))));
    }

    private sealed record LinearRate(float Initial, float Final) : LearningRate
    {
        public override float At(StepPosition position, PlateauState? plateau) =>
            (float)(Initial + ((Final - (double)Initial) * position.Step / Math.Max(1, position.Steps)));
    }

    private sealed record StepRate(float Initial, float Factor, int Every) : LearningRate
    {
        public override float At(StepPosition position, PlateauState? plateau) =>
            (float)(Initial * Math.Pow(Factor, position.Epoch / Every));
    }

    private sealed record MultiStepRate(float Initial, float Factor, int[] Epochs) : LearningRate
    {
        public override float At(StepPosition position, PlateauState? plateau)
        {
            int falls = 0;
            while (falls < Epochs.Length && Epochs[falls] <= position.Epoch)
            {
                falls++;
            }

            return (float)(Initial * Math.Pow(Factor, falls));
        }

        public bool Equals(MultiStepRate? other) =>
            other is not null && Initial == other.Initial && Factor == other.Factor && Epochs.AsSpan().SequenceEqual(other.Epochs);

        public override int GetHashCode() => HashCode.Combine(Initial, Factor, Epochs.Length, Epochs[0]);
    }

    private sealed record PlateauRate(float Initial, float Factor, int Patience, double Threshold, int Cooldown, float Minimum) : LearningRate
    {
        /// <summary>Reductions by less are not made, as in PyTorch.</summary>
        private const double LeastReduction = 1e-8;

        public override float At(StepPosition position, PlateauState? plateau) => plateau?.Rate ?? Initial;

        internal override PlateauState? Observe(StepPosition position, double loss, PlateauState? plateau)
        {
            PlateauState before = plateau ?? new PlateauState(Initial, BestLoss: null, BadEpochs: 0, Cooldown: 0);
            bool isBetter = loss < (before.BestLoss is { } best ? best * (1 - Threshold) : double.PositiveInfinity);
            bool isCooling = before.Cooldown > 0;
            int bad = isBetter || isCooling ? 0 : before.BadEpochs + 1;
            int cooldown = isCooling ? before.Cooldown - 1 : 0;
            float rate = before.Rate;
            if (bad > Patience)
            {
                float reduced = Math.Max(rate * Factor, Minimum);
                rate = (double)rate - reduced > LeastReduction ? reduced : rate;
                (bad, cooldown) = (0, Cooldown);
            }

            return new PlateauState(rate, isBetter ? loss : before.BestLoss, bad, cooldown);
        }
    }

    private sealed record WarmupRate(LearningRate Then, float Start, long Length, bool CountsEpochs) : LearningRate
    {
        public override float At(StepPosition position, PlateauState? plateau)
        {
            long steps = StepsOf(position);
            StepPosition after = After(position, steps);
            if (position.Step >= steps)
            {
                return Then.At(after, plateau);
            }

            double peak = Then.At(after with { Step = 0 }, plateau);
            return (float)(Start + ((peak - Start) * position.Step / steps));
        }

        internal override PlateauState? Observe(StepPosition position, double loss, PlateauState? plateau)
        {
            // An epoch in which the warmup ended is the schedule's first one only if some of its steps were.
            long steps = StepsOf(position);
            return position.Step > steps ? Then.Observe(After(position, steps), loss, plateau) : plateau;
        }

        private long StepsOf(StepPosition position) => CountsEpochs ? Length * position.StepsPerEpoch : Length;

        private static StepPosition After(StepPosition position, long warmup) =>
            position with { Step = position.Step - warmup, Steps = Math.Max(1, position.Steps - warmup) };
    }
}
