using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Tarl.Cli.Output;

/// <summary>Warnings and errors of the services, one line each, on the command's own console.</summary>
internal sealed class ConsoleLoggerProvider(IAnsiConsole console) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new LineLogger(console, categoryName);

    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class LineLogger(IAnsiConsole console, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                console.WriteLine($"{logLevel}: {category}: {formatter(state, exception)} {exception?.Message}");
            }
        }
    }
}
