import { parseName } from "../../../azure/names/resource-name";
import {
  compliant,
  forEach,
  relationRule,
  undetermined,
  violation,
  type Measure,
  type Outcome,
} from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";

type Part = Readonly<Record<string, unknown>>;

/** The part of a gateway that a reference within it names, by its last step. */
function partOf(parts: readonly Part[], reference: unknown): Part | undefined {
  const id = (reference as { readonly id?: unknown } | undefined)?.id;
  const name = typeof id === "string" ? id.slice(id.lastIndexOf("/") + 1) : undefined;
  return parts.find((one) => one["name"] === name);
}

function textIn(part: Part, name: string): string | undefined {
  const value = part[name];
  return typeof value === "string" ? value : undefined;
}

/** The host name of a listener, and whether a tenant has it. */
function hostOf(listener: Part, { tenants }: Measure): { readonly host: string; readonly isTenants: boolean } {
  const several = listener["hostNames"];
  const host =
    Array.isArray(several) && several.length > 0 ? several.join(", ") : (textIn(listener, "hostName") ?? "every host");
  return { host, isTenants: tenants.tenants.some(({ hostName }) => hostName === host) };
}

function judgeRule(rule: Part, gateway: RegisteredResource, measure: Measure): Outcome | undefined {
  const listener = partOf(listOf(gateway, "httpListeners"), rule["httpListener"]);
  const settings = partOf(listOf(gateway, "backendHttpSettingsCollection"), rule["backendHttpSettings"]);
  if (listener === undefined || settings === undefined) return undefined;
  const { host } = hostOf(listener, measure);
  const behind = textIn(settings, "hostName") ?? "whatever was asked for";
  return host === behind
    ? undefined
    : violation(
        `what is asked of ${host} is answered by ${behind}, behind listener "${String(listener["name"])}"`,
        gateway,
      );
}

/** Whether a listener shows the certificate that is kept under its own tenant's name. */
function judgeCertificate(listener: Part, gateway: RegisteredResource, { tenants }: Measure): Outcome | undefined {
  const certificate = partOf(listOf(gateway, "sslCertificates"), listener["sslCertificate"]);
  const secret = textIn(certificate ?? {}, "keyVaultSecretId");
  const kept = parseName("keyvault:Secret", /\/secrets\/([^/]+)/.exec(secret ?? "")?.[1] ?? "")?.tenant;
  const tenant = tenants.tenants.find(({ hostName }) => hostName === textIn(listener, "hostName"));
  return kept === undefined || tenant === undefined || kept === tenant.code
    ? undefined
    : violation(
        `listener "${String(listener["name"])}" of tenant ${tenant.code} shows the certificate of tenant ${kept}`,
        gateway,
      );
}

function judgeGateway(gateway: RegisteredResource, measure: Measure): readonly Outcome[] {
  const open = ["httpListeners", "requestRoutingRules", "backendHttpSettingsCollection"].find(
    (path) => read(gateway, path).kind === "unknown",
  );
  if (open !== undefined) return [undetermined(`${open} is not known before the update`, gateway)];
  const listeners = listOf(gateway, "httpListeners");
  const strange = listeners.flatMap((listener) => {
    const { host, isTenants } = hostOf(listener, measure);
    return isTenants
      ? []
      : [violation(`listener "${String(listener["name"])}" is for ${host}, which is no tenant's host name`, gateway)];
  });
  const away = [
    ...listOf(gateway, "redirectConfigurations").flatMap(({ name, targetUrl }) =>
      targetUrl === undefined
        ? []
        : [
            violation(
              `redirect "${String(name)}" sends users to ${targetUrl as string}, away from the tenants`,
              gateway,
            ),
          ],
    ),
    ...[gateway.inputs, ...listeners].flatMap((part) =>
      ((part["customErrorConfigurations"] ?? []) as readonly Part[]).map(({ customErrorPageUrl }) =>
        violation(`errors are answered by ${String(customErrorPageUrl)}, and not by a tenant's program`, gateway),
      ),
    ),
  ];
  const foreign = listeners.flatMap((listener) => judgeCertificate(listener, gateway, measure) ?? []);
  const swapped = listOf(gateway, "requestRoutingRules").flatMap((rule) => judgeRule(rule, gateway, measure) ?? []);
  const wrong = [...strange, ...swapped, ...foreign, ...away];
  return wrong.length > 0
    ? wrong
    : [compliant(`its ${listeners.length} listeners are tenants' own, down to what answers`, gateway)];
}

const fjel = "fjellvik.crm.example.no";
const gateway = (listener: Part, settings: Part = { hostName: fjel }) =>
  ({
    type: "network:ApplicationGateway",
    name: "gateway",
    inputs: {
      httpListeners: [{ name: "fjel", ...listener }],
      backendHttpSettingsCollection: [{ name: "fjel", ...settings }],
      requestRoutingRules: [{ httpListener: { id: "/l/fjel" }, backendHttpSettings: { id: "/b/fjel" } }],
    },
  }) as const;

export const rule = relationRule({
  id: "gateway-hosts-own",
  title: "A gateway answers for tenants' host names only, each with the tenant's own program behind it",
  why: "A customer would be shown another customer's environment, or a stranger's host name would lead to one.",
  severity: "critical",
  concern: "security",
  clauses: ["isolation.url", "isolation"],
  remediation: "Name the tenant's host in the listener, and the same in the backend settings of its routing rule.",
  spans: "stack",
  judge: (resources, measure) =>
    forEach(resources.ofType("network:ApplicationGateway"), "application gateways", (one) =>
      judgeGateway(one, measure),
    ),
  cases: {
    pass: { given: [gateway({ hostName: fjel })], says: ["its 1 listeners are tenants' own, down to what answers"] },
    fail: {
      given: [gateway({ hostNames: ["*.example.com"] })],
      says: [
        'listener "fjel" is for *.example.com, which is no tenant\'s host name',
        `what is asked of *.example.com is answered by ${fjel}, behind listener "fjel"`,
      ],
    },
    absent: {
      given: [gateway({ hostName: fjel }, {})],
      says: [`what is asked of ${fjel} is answered by whatever was asked for, behind listener "fjel"`],
    },
    unknown: {
      given: [{ type: "network:ApplicationGateway", name: "gateway", inputs: { httpListeners: UNKNOWN } }],
      says: ["httpListeners is not known before the update"],
    },
    notApplicable: {
      given: [{ type: "sql:Server", name: "s", inputs: {} }],
      says: ["there are no application gateways"],
    },
  },
  sabotage: [
    {
      what: "sends users to a stranger",
      type: "network:ApplicationGateway",
      set: { "redirectConfigurations.0.targetUrl": "https://stranger.net" },
    },
    {
      what: "lets a stranger answer for errors",
      type: "network:ApplicationGateway",
      set: {
        customErrorConfigurations: [{ statusCode: "HttpStatus502", customErrorPageUrl: "https://stranger.net/x.html" }],
      },
    },
    {
      what: "shows one tenant's certificate to another's users",
      type: "network:ApplicationGateway",
      where: ({ inputs }) => ((inputs["sslCertificates"] ?? []) as readonly Part[]).length > 1,
      edit: (inputs) => {
        const certificates = inputs["sslCertificates"] as readonly Part[];
        return {
          ...inputs,
          sslCertificates: certificates.map((one, index) => ({
            ...one,
            keyVaultSecretId: certificates[(index + 1) % certificates.length]?.["keyVaultSecretId"],
          })),
        };
      },
    },
    {
      what: "puts another tenant's program behind a listener",
      type: "network:ApplicationGateway",
      edit: (inputs) => {
        const settings = inputs["backendHttpSettingsCollection"] as readonly Part[];
        return {
          ...inputs,
          backendHttpSettingsCollection: settings.map((one, index) => ({
            ...one,
            hostName: settings[(index + 1) % settings.length]?.["hostName"],
          })),
        };
      },
    },
    {
      what: "answers for every host name",
      type: "network:ApplicationGateway",
      edit: (inputs) => {
        const listeners = inputs["httpListeners"] as readonly Part[];
        const [first = {}] = listeners;
        return {
          ...inputs,
          httpListeners: [...listeners, { ...first, name: "all", hostName: undefined, hostNames: ["*.example.com"] }],
        };
      },
    },
  ],
});
