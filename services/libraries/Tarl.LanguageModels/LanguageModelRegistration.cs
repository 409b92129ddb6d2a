using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tarl.ServiceDefaults.Hosting;

namespace Tarl.LanguageModels;

public static class LanguageModelRegistration
{
    /// <summary>
    /// Adds an <see cref="ILanguageModel"/> under the key <paramref name="section"/>, with options of the type <typeparamref name="T"/>, which are
    /// registered apart. It is made when it is first asked for. Where the process has a <see cref="ServiceFailure"/>, a spent budget ends it.
    /// </summary>
    public static IServiceCollection AddLanguageModel<T>(this IServiceCollection services, string section)
        where T : LanguageModelOptions =>
        services.AddKeyedSingleton<ILanguageModel>(section, (provider, _) => new LanguageModel(
            provider.GetRequiredService<T>(),
            section,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LanguageModel>>(),
            reason => provider.GetService<ServiceFailure>()?.Report(reason)));
}
