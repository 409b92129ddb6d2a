using Tarl.ServiceDefaults.Randomness;

namespace Tarl.ServiceDefaults.Tests.Randomness;

public sealed class SeededRandomTests
{
    [Fact]
    public void NextUInt64_Seed1234567_GivesThePublishedNumbersOfSplitMix64()
    {
        // Rosetta Code, "Pseudo-random numbers/Splitmix64"; the same come from Vigna's splitmix64.c.
        var random = new SeededRandom(1234567);
        Assert.Equal(
            [6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL, 4593380528125082431UL, 16408922859458223821UL],
            Enumerable.Range(0, 5).Select(_ => random.NextUInt64()));
    }

    [Fact]
    public void NextDouble_IsTheUpper53BitsAsAFraction()
    {
        // Seed 1234567: 6457827717110365317 >> 11 = 3153236189995295, divided by 2^53.
        Assert.Equal(3153236189995295 / 9007199254740992.0, new SeededRandom(1234567).NextDouble());
    }

    [Fact]
    public void Next_Bound_IsTheNumbersShareOfTheWholeRange()
    {
        // 6457827717110365317 / 2^64 = 0.35008…: of 100 it is 35, of the ten from 3 on it is 3 + 3.
        Assert.Equal(35, new SeededRandom(1234567).Next(100));
        Assert.Equal(6, new SeededRandom(1234567).Next(3, 13));
        Assert.Equal(0, new SeededRandom(1234567).Next(1));
    }

    [Fact]
    public void Next_ManyDraws_AreUniformWithinTheBound()
    {
        var random = new SeededRandom(3);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++) counts[random.Next(7)]++;

        // Chi-square with 6 degrees of freedom: 22.46 is exceeded once in a thousand.
        Assert.InRange(counts.Sum(count => (count - 10_000.0) * (count - 10_000.0) / 10_000), 0, 22.46);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Next_NoRoom_IsRefused(int bound) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeededRandom(1).Next(bound));

    [Fact]
    public void Chance_CertainAndImpossible_AreSo()
    {
        var random = new SeededRandom(8);
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.True(random.Chance(1)));
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.False(random.Chance(0)));
    }

    [Fact]
    public void Shuffle_ThreeItems_GivesEachOrderEquallyOften()
    {
        var random = new SeededRandom(5);
        var orders = new Dictionary<string, int>();
        for (var i = 0; i < 60_000; i++)
        {
            var items = "abc".ToCharArray();
            random.Shuffle(items);
            orders[new string(items)] = orders.GetValueOrDefault(new string(items)) + 1;
        }

        // Chi-square with 5 degrees of freedom: 20.52 is exceeded once in a thousand.
        Assert.Equal(6, orders.Count);
        Assert.InRange(orders.Values.Sum(count => (count - 10_000.0) * (count - 10_000.0) / 10_000), 0, 20.52);
    }

    [Fact]
    public void Derive_OtherSeedOrName_GivesAnotherSeed()
    {
        var derived = Enumerable.Range(0, 100).SelectMany(seed => new[] { "", "a", "b", "ab", "ba", "a/1", "a/2" }.Select(name => SeededRandom.Derive((ulong)seed, name)));
        Assert.Equal(700, derived.Distinct().Count());
    }

    [Fact]
    public void Derive_SameSeedAndName_IsWrittenDownHere()
    {
        // FNV-1a("") = 14695981039346656037; worked out with Python's integers.
        Assert.Equal(9886184608339236366UL, SeededRandom.Derive(0, ""));
        Assert.Equal(5010515596120356450UL, SeededRandom.Derive(7, "tasks/1"));
    }
}
