using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Airline.Tools;

/// <summary>Gives a user a certificate, under the first free of three ids.</summary>
internal static class SendCertificate
{
    private static readonly string[] s_ids = ["certificate_3221322", "certificate_3221323", "certificate_3221324"];

    public static ToolOutput Invoke(ToolInvocation call)
    {
        if (call.Data.Read(AirlineTables.Users, call.Key("user_id")) is not { } user)
        {
            return Missing.User(call);
        }

        var id = s_ids.FirstOrDefault(id => !user.Map("payment_methods").ContainsKey(id));
        if (id is null)
        {
            // v1 falls off the end of its function, and its caller fails on that.
            return call.IsV1 ? new ToolOutput(null, IsError: true) : call.Fail("too many certificates");
        }

        user.Map("payment_methods")[id] = call.IsV1
            ? new JsonMap { ["source"] = "certificate", ["amount"] = call["amount"], ["id"] = id }
            : BookingModels.Certificate(new JsonMap { ["source"] = "certificate", ["id"] = id, ["amount"] = call["amount"] });
        call.Data.Write(AirlineTables.Users, call.Key("user_id")!, user);
        return new ToolOutput($"Certificate {id} added to user {call.Key("user_id")} with amount {PythonText.Str(call["amount"])}.");
    }
}
