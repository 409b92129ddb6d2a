using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Tarl.Cli.Output;

/// <summary>Warnings and errors of the services, one line each, on the command's own console.</summary>
internal sealed class ConsoleLoggerProvider(IAnsiConsole console) : ILoggerProvider
{
    private volatile bool _muted;

    public ILogger CreateLogger(string categoryName) => new LineLogger(this, console, categoryName);

    /// <summary>Says no more: that work is cut off while services stop is no news.</summary>
    public void Mute() => _muted = true;

    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class LineLogger(ConsoleLoggerProvider provider, IAnsiConsole console, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning && !provider._muted;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                console.WriteLine($"{logLevel}: {category}: {formatter(state, exception)} {exception?.Message}");
            }
        }
    }
}
