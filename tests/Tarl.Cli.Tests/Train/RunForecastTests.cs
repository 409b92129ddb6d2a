using Tarl.Cli.RunFolders;
using Tarl.Cli.Train;

namespace Tarl.Cli.Tests.Train;

public sealed class RunForecastTests
{
    private sealed class ManualTime : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }

    private static TimeSpan After(RunPhase phase, RunSettings settings) => new RunForecast(settings, new ManualTime()).Begin(phase)(0);

    [Fact]
    public void Begin_LastPhase_NothingIsLeftAfterIt() =>
        Assert.Equal(TimeSpan.Zero, After(RunPhase.Trained, RunSettings.Default));

    [Fact]
    public void Begin_EachLaterPhase_LessIsLeft()
    {
        var left = Enum.GetValues<RunPhase>().Select(phase => After(phase, RunSettings.Default)).ToArray();

        Assert.Equal(left.OrderDescending(), left);
        Assert.Equal(left.Length, left.Distinct().Count());
    }

    [Fact]
    public void Begin_TwiceTheUpdates_MoreIsLeftByTheSameAgain()
    {
        TimeSpan With(int updates) => After(RunPhase.Base, RunSettings.Default with { Updates = updates });

        Assert.Equal(With(40) - With(20), With(60) - With(40));
        Assert.True(With(40) > With(20));
    }

    [Fact]
    public void Begin_MachineIsSlow_WhatIsLeftGrowsInProportion()
    {
        var time = new ManualTime();
        var forecast = new RunForecast(RunSettings.Default, time);
        var cloning = forecast.Begin(RunPhase.Cloning);
        time.Now = TimeSpan.FromSeconds(100);
        var left = cloning(0.5);
        time.Now = TimeSpan.FromSeconds(205);

        // Five seconds are added to the time as to the work: 105 to 210.
        Assert.Equal(left.TotalSeconds * 2, cloning(0.5).TotalSeconds, 1e-3);
    }

    [Fact]
    public void Begin_PhaseHalfDoneBefore_OnlyTheRestSaysHowFastTheMachineIs()
    {
        var time = new ManualTime();
        var resumed = new RunForecast(RunSettings.Default, time).Begin(RunPhase.Cloning, share: 0.5);
        var fresh = new RunForecast(RunSettings.Default, time).Begin(RunPhase.Cloning);
        time.Now = TimeSpan.FromSeconds(50);

        Assert.Equal(fresh(0.5).TotalSeconds, resumed(1).TotalSeconds, 1e-3);
    }
}
