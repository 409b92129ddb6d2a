using Tarl.Messaging.Connect;

namespace Tarl.Messaging.Tests.Connect;

public sealed class BrokerAddressTests
{
    [Theory]
    [InlineData("rabbitmq://broker", "broker", 5672, "/", false)]
    [InlineData("rabbitmq://broker/", "broker", 5672, "/", false)]
    [InlineData("rabbitmq://broker:1234/tarl", "broker", 1234, "tarl", false)]
    [InlineData("rabbitmqs://broker/tarl", "broker", 5671, "tarl", true)]
    [InlineData("amqp://10.0.0.1/a%2Fb", "10.0.0.1", 5672, "a/b", false)]
    [InlineData("amqps://broker", "broker", 5671, "/", true)]
    public void Parse_Url_IsTakenApart(string url, string host, int port, string virtualHost, bool tls)
    {
        var address = BrokerAddress.Parse(url);
        Assert.Equal((host, port, virtualHost, tls), (address.Host, address.Port, address.VirtualHost, address.Tls));
        Assert.Null(address.Username);
        Assert.Null(address.Password);
    }

    [Theory]
    [InlineData("rabbitmq://anna:s%40same@broker:1/v", "anna", "s@same")]
    [InlineData("rabbitmq://anna@broker/v", "anna", null)]
    [InlineData("rabbitmq://anna:a:b@broker/v", "anna", "a:b")]
    public void Parse_UrlWithCredentials_HasThemAndDoesNotShowThem(string url, string username, string? password)
    {
        var address = BrokerAddress.Parse(url);
        Assert.Equal((username, password), (address.Username, address.Password));
        Assert.DoesNotContain("anna", address.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("/v", address.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_Parsed_IsTheSameAddress()
    {
        Assert.Equal("rabbitmq://broker:5672/", BrokerAddress.Parse("amqp://broker").ToString());
        Assert.Equal("rabbitmqs://broker:9/a%2Fb", BrokerAddress.Parse("rabbitmqs://u:p@broker:9/a%2Fb").ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("broker:5672")]
    [InlineData("http://u:sesame@broker/")]
    [InlineData("rabbitmq:///v")]
    [InlineData("rabbitmq://u:sesame@broker/a/b")]
    [InlineData("rabbitmq://u:sesame@broker/a?ssl=true")]
    [InlineData("rabbitmq://u:sesame@broker:99999/a")]
    public void Parse_NoAddress_IsRefusedWithoutRepeatingThePassword(string url)
    {
        var error = Assert.Throws<InvalidDataException>(() => BrokerAddress.Parse(url));
        Assert.Contains("rabbitmq://host:port/vhost", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", error.ToString(), StringComparison.Ordinal);
    }
}
