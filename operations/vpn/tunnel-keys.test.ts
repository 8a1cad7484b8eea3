import { expect, it } from "vitest";
import { tunnelKeys } from "./tunnel-keys";

const urn = (type: string, name: string) => `urn:pulumi:superoffice-local::deltawerk::${type}::${name}`;
const password = { type: "random:index/randomPassword:RandomPassword", urn: urn("p", "site-link-noe-now-key") };
const connection = (name: string, dependencies: readonly string[]) => ({
  type: "azure-native:network:VirtualNetworkGatewayConnection",
  urn: urn("c", name),
  inputs: { virtualNetworkGatewayConnectionName: name },
  dependencies,
});
const secret = {
  type: "azure-native:keyvault:Secret",
  urn: urn("s", "secret"),
  inputs: { vaultName: "kv", secretName: "sct-vpn--to-now" },
  dependencies: [password.urn],
};

it("finds both ends and the secrets of a tunnel by what depends on its key", () => {
  const ends = [connection("con-to-now", [password.urn]), connection("con-to-noe", [password.urn])];
  const other = connection("con-operations", ["elsewhere"]);
  expect(tunnelKeys([secret, ...ends, other, password])).toEqual([
    {
      tunnel: "site-link-noe-now",
      urn: password.urn,
      holders: [
        { kind: "secret", urn: secret.urn, name: "kv/sct-vpn--to-now" },
        { kind: "connection", urn: ends[0]?.urn, name: "con-to-now" },
        { kind: "connection", urn: ends[1]?.urn, name: "con-to-noe" },
      ],
    },
  ]);
});

it("does not count what an interrupted run left to be deleted", () => {
  expect(tunnelKeys([{ ...password, delete: true }])).toEqual([]);
});
