import { afterEach, describe, expect, it } from "vitest";
import { documentsIn, loadPlatform } from "../../agreement/load-platform";
import { cloudFacts } from "../../infra/plan/cloud-facts";
import { declaredAttributes } from "./declared-attributes";
import { judgeHost, type AttributeFinding, type DeclaredAttributes } from "./judge-host";
import { observeHost } from "./observe-host";
import { makeCertificate } from "./test-bed/made-certificate";
import { ServedHosts, type Served } from "./test-bed/served-hosts";

const host = "fjellvik.crm.example.no";
const policies = { DV: "2.23.140.1.2.1", OV: "2.23.140.1.2.2", EV: "2.23.140.1.1" };
const declared: DeclaredAttributes = {
  minimumTls: "1.2",
  validation: "OV",
  keyBits: 2048,
  signature: "SHA256",
  hstsSeconds: 31_536_000,
  daysLeft: 30,
};
const hosts = new ServedHosts(policies.OV);
const { authority } = hosts;
afterEach(() => hosts.stop());

/** Findings about a host that keeps everything, but for the given change. */
async function findings(served: Served = {}, wanted: Partial<DeclaredAttributes> = {}) {
  const server = await hosts.start(host, served);
  const observation = await observeHost({ ...server.target, host });
  return judgeHost(observation, { ...declared, ...wanted }, new Date());
}

const verdicts = (all: readonly AttributeFinding[]) =>
  Object.fromEntries(all.map(({ attribute, verdict }) => [attribute, verdict]));
const kept = {
  TLSv1: "kept",
  "TLSv1.1": "kept",
  "TLS 1.2 or newer": "kept",
  certificate: "kept",
  key: "kept",
  signature: "kept",
  validation: "kept",
  expiry: "kept",
  "Strict-Transport-Security": "kept",
};
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

describe("a host that is asked over a real handshake", () => {
  it("keeps everything that was declared", async () => {
    expect(verdicts(await findings())).toEqual(kept);
  });

  it.each<[string, Served, Partial<Record<keyof typeof kept, string>>]>([
    ["that still speaks TLS 1.1", { versions: { from: "TLSv1.1", to: "TLSv1.3" } }, { "TLSv1.1": "not kept" }],
    [
      "that still speaks TLS 1.0",
      { versions: { from: "TLSv1", to: "TLSv1.2" } },
      { TLSv1: "not kept", "TLSv1.1": "not kept" },
    ],
    ["with a weak key", { certificate: { key: { rsa: 1024 } } }, { key: "not kept" }],
    // OpenSSL does not trust such a certificate either.
    [
      "with a signature of SHA-1",
      { certificate: { hash: "sha1" } },
      { signature: "not kept", certificate: "not kept" },
    ],
    ["with domain validation only", { certificate: { policies: [policies.DV] } }, { validation: "not kept" }],
    ["with extended validation", { certificate: { policies: ["1.3.6.1.4.1.99999.1", policies.EV] } }, {}],
    ["whose authority says nothing of validation", { certificate: { policies: [] } }, { validation: "undetermined" }],
    ["with an elliptic key", { certificate: { key: { curve: "prime256v1" } } }, {}],
    ["whose certificate ends soon", { certificate: { validTo: inDays(20) } }, { expiry: "not kept" }],
    [
      "whose certificate has ended",
      { certificate: { validTo: inDays(-2) } },
      { expiry: "not kept", certificate: "not kept" },
    ],
    ["with another name", { certificate: { name: "other.crm.example.no" } }, { certificate: "not kept" }],
    ["without the header", { header: undefined as never }, { "Strict-Transport-Security": "not kept" }],
    ["with too short a header", { header: "max-age=86400" }, { "Strict-Transport-Security": "not kept" }],
    [
      "that blocks the probe",
      { header: undefined as never, status: 403 },
      { "Strict-Transport-Security": "undetermined" },
    ],
  ])("%s", async (_, served, others) => {
    expect(verdicts(await findings(served))).toEqual({ ...kept, ...others });
  });

  it("has TLS 1.2 refused where 1.3 is the least", async () => {
    const all = await findings({}, { minimumTls: "1.3" });
    expect(verdicts(all)).toMatchObject({ "TLSv1.2": "not kept", "TLS 1.3 or newer": "kept" });
  });

  it("is judged by the weakest signature of its chain, the root aside", async () => {
    const old = makeCertificate({ name: "Old authority", issuer: authority, isAuthority: true, hash: "sha1" });
    const all = await findings({ certificate: { issuer: old }, intermediates: [old] });
    expect(verdicts(all)).toMatchObject({ signature: "not kept" });
  });

  it("is not trusted by an authority that nobody knows", async () => {
    const stranger = makeCertificate({ name: "A stranger", isAuthority: true });
    expect(verdicts(await findings({ certificate: { issuer: stranger } }))).toMatchObject({ certificate: "not kept" });
  });

  it("is undetermined in everything where nobody answers", async () => {
    const observation = await observeHost({ host, address: "127.0.0.1", port: 1, timeout: 2 });
    const all = judgeHost(observation, declared, new Date());
    expect(new Set(all.map(({ verdict }) => verdict))).toEqual(new Set(["undetermined"]));
    expect(all).toHaveLength(Object.keys(kept).length);
  });
});

describe("what agreements declare", () => {
  it.each([
    [
      "superoffice",
      { minimumTls: "1.2", validation: "DV", keyBits: 2048, signature: "SHA256", hstsSeconds: 31_536_000 },
    ],
    ["cloxxs", { validation: "EV" }],
    ["draftit", { minimumTls: "1.2", keyBits: 2048 }],
  ])("is read off that of %s", (platform, expected) => {
    const loaded = loadPlatform(platform, documentsIn("."), cloudFacts);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    expect(declaredAttributes(loaded.value.agreement)).toMatchObject(expected);
  });
});
