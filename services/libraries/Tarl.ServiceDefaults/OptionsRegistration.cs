using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Tarl.ServiceDefaults;

public static class OptionsRegistration
{
    /// <summary>
    /// Registers options that come from a section of the configuration: an unknown key and a value out of range are errors when the
    /// host starts. They can be injected as <see cref="IOptions{T}"/> and, into pure classes, as themselves.
    /// </summary>
    public static IServiceCollection AddValidatedOptions<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddOptions<T>()
            .BindConfiguration(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton(new OptionsSection(section, typeof(T)));
        return services.AddSingleton(provider => provider.GetRequiredService<IOptions<T>>().Value);
    }
}
