import { expect, it } from "vitest";
import { parseCustomerKey, serverKeyName } from "./customer-keys";

const version = "0123456789abcdef0123456789abcdef";

it.each([
  [`https://veld.managedhsm.azure.net/keys/tde/${version}`, "hsm", `veld_tde_${version}`],
  [`https://kv-veld.vault.azure.net/keys/tde/${version}/`, "vault", `kv-veld_tde_${version}`],
])("%s is a version of a key", (address, keptIn, name) => {
  const key = parseCustomerKey(address);
  expect(key?.keptIn).toBe(keptIn);
  expect(key && serverKeyName(key)).toBe(name);
});

it.each([
  "tde",
  "https://veld.managedhsm.azure.net/keys/tde",
  `https://veld.managedhsm.azure.net/secrets/tde/${version}`,
  `https://veld.managedhsm.azure.net.example.org/keys/tde/${version}`,
  `https://other.veld.managedhsm.azure.net/keys/tde/${version}`,
  `http://veld.managedhsm.azure.net/keys/tde/${version}`,
  `https://veld.managedhsm.azure.net/keys/tde/${version}?x=1`,
])("%s is none", (address) => {
  expect(parseCustomerKey(address)).toBeUndefined();
});
