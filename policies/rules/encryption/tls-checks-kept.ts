import {
  compliant,
  notApplicable,
  relationRule,
  said,
  undetermined,
  violation,
  type Outcome,
} from "../../framework/language";
import type { JudgedType } from "../../resources/judged-type";
import { listOf, textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { isUnknown, UNKNOWN } from "../../resources/unknown";
import { podSpecOf, WORKLOAD_TYPES } from "../cluster/pod-specs";

type Part = Readonly<Record<string, unknown>>;

/** How deployments reach a cluster. No type of the inventory, so no rule about single resources sees it. */
const PROVIDER = "pulumi:providers:kubernetes";

/** What a kubeconfig may not say. Source: kubernetes.io, docs/reference/config-api/kubeconfig.v1 (2025). */
const KUBECONFIG: readonly (readonly [RegExp, string])[] = [
  [
    /["']?insecure-skip-tls-verify["']?\s*:\s*["']?true/i,
    "does not check whose certificate the cluster has (insecure-skip-tls-verify)",
  ],
  [/["']?proxy-url["']?\s*:/i, "goes through a proxy (proxy-url)"],
  [
    /(?:^|[\s{,"'-])(token|tokenFile|password|client-key-data|client-key)["']?\s*:/,
    "holds a credential (token, password or key), which state then holds too",
  ],
];

/** Variables that lead a program's traffic elsewhere, in either case. Source: curl.se, docs/manpage (environment). */
const PROXY = /^(https?|all)_proxy$/i;
/**
 * Other authorities than those of the image. Sources: nodejs.org, api/cli (environment variables); docs.openssl.org,
 * man3/SSL_CTX_load_verify_locations.
 */
const AUTHORITIES = /^(NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR)$/i;
/** Options of Node.js that weaken TLS, use other authorities or open a way in. Source: nodejs.org, api/cli (2025). */
const OPTIONS = /--(tls-|use-openssl-ca|use-system-ca|inspect|require|import|openssl-config|insecure)/;
/** Where programs of the jobs ask Azure, and what they sign in at. Source: jobs/README.md. */
const ENDPOINTS: Readonly<Record<string, string>> = {
  MANAGEMENT_ENDPOINT: "https://management.azure.com",
  WATCHED_ENDPOINT: "https://api.loganalytics.io",
  AZURE_AUTHORITY_HOST: "https://login.microsoftonline.com",
};

/** What is wrong with one variable of a container, by its name and value. */
function variableProblem(name: string, value: unknown): string | undefined {
  const endpoint = ENDPOINTS[name];
  if (name === "NODE_TLS_REJECT_UNAUTHORIZED" && value !== "1") return "takes every certificate for good";
  if (PROXY.test(name)) return "leads its traffic through a proxy, which reads along or goes around the firewall";
  if (AUTHORITIES.test(name)) return "believes other certificate authorities than the image's";
  if (name === "NODE_OPTIONS" && OPTIONS.test(String(value))) return "changes what the program loads or how it checks";
  return endpoint !== undefined && String(value).replace(/\/$/, "") !== endpoint
    ? `sends its token elsewhere than to ${endpoint}`
    : undefined;
}

function judgePods(workload: RegisteredResource): readonly Outcome[] {
  const pods = podSpecOf(workload);
  const containers = [...listOf(workload, `${pods}.initContainers`), ...listOf(workload, `${pods}.containers`)];
  return containers.flatMap(({ name, env }) =>
    (Array.isArray(env) ? (env as readonly Part[]) : []).flatMap((variable) => {
      const told = String(variable["name"]);
      const value = variable["value"];
      const problem = variableProblem(told, value);
      if (problem === undefined) return [];
      return isUnknown(value)
        ? undetermined(`what container ${String(name)} is told (${told}) is not known before the update`, workload)
        : violation(`container ${String(name)} ${problem} (${told}=${said(value, "not said")})`, workload);
    }),
  );
}

function providerProblems(provider: RegisteredResource): readonly string[] {
  const kubeconfig = textOf(provider, "kubeconfig") ?? "";
  return KUBECONFIG.flatMap(([pattern, what]) => (pattern.test(kubeconfig) ? `the way to the cluster ${what}` : []));
}

const deployment = (env: unknown) =>
  ({
    type: "kubernetes:apps/v1:Deployment",
    name: "program",
    inputs: { spec: { template: { spec: { containers: [{ name: "app", env }] } } } },
  }) as const;
const provider = (kubeconfig: unknown) =>
  ({ type: PROVIDER as JudgedType, name: "way", inputs: { kubeconfig } }) as const;

/** Gives every container of an object another variable. */
const told = (name: string, value: string) => (inputs: Part) =>
  JSON.parse(
    JSON.stringify(inputs).replace(/("env":\[.*?)\],"image"/, `$1,${JSON.stringify({ name, value })}],"image"`),
  ) as typeof inputs;

export const rule = relationRule({
  id: "tls-checks-kept",
  title: "What runs in clusters, and what deploys to them, checks certificates and goes straight to whom it asks",
  why: "Encryption to somebody whom nobody checked is encryption to whoever stands in between, with tokens and customers' data.",
  severity: "critical",
  concern: "security",
  clauses: [],
  remediation:
    "Take the variable out; take the kubeconfig as Azure gives it in the format exec, with the cluster's authority and no credential.",
  spans: "stack",
  judge: (resources) => {
    const ways = resources.resources.filter(({ type }) => type === PROVIDER);
    const workloads = resources.ofType(...WORKLOAD_TYPES);
    if (ways.length + workloads.length === 0) return notApplicable("nothing is in a cluster");
    const found = [
      ...ways.flatMap((one) => providerProblems(one).map((text) => violation(text, one))),
      ...workloads.flatMap(judgePods),
    ];
    return found.length > 0 ? found : [compliant("certificates are checked, and nothing is led through a proxy")];
  },
  cases: {
    pass: {
      given: [
        provider("clusters: [{ cluster: { server: https://a } }]"),
        deployment([{ name: "TENANT", value: "fjel" }]),
      ],
      says: ["certificates are checked, and nothing is led through a proxy"],
    },
    fail: {
      given: [
        provider("clusters:\n- cluster:\n    insecure-skip-tls-verify: true\nusers:\n- user:\n    token: x\n"),
        deployment([
          { name: "NODE_TLS_REJECT_UNAUTHORIZED", value: "0" },
          { name: "https_proxy", value: "http://192.0.2.9:3128" },
        ]),
      ],
      says: [
        "the way to the cluster does not check whose certificate the cluster has (insecure-skip-tls-verify)",
        "the way to the cluster holds a credential (token, password or key), which state then holds too",
        "container app takes every certificate for good (NODE_TLS_REJECT_UNAUTHORIZED=0)",
        "container app leads its traffic through a proxy, which reads along or goes around the firewall (https_proxy=http://192.0.2.9:3128)",
      ],
    },
    absent: {
      given: [deployment(undefined)],
      says: ["certificates are checked, and nothing is led through a proxy"],
    },
    unknown: {
      given: [deployment([{ name: "HTTPS_PROXY", value: UNKNOWN }])],
      says: ["what container app is told (HTTPS_PROXY) is not known before the update"],
    },
    notApplicable: { given: [{ type: "network:RouteTable", inputs: {} }], says: ["nothing is in a cluster"] },
  },
  sabotage: [
    {
      what: "takes every certificate for good in a tenant's program",
      type: "kubernetes:apps/v1:Deployment",
      edit: told("NODE_TLS_REJECT_UNAUTHORIZED", "0"),
    },
    {
      what: "leads a job through a proxy",
      type: "kubernetes:batch/v1:CronJob",
      edit: told("HTTPS_PROXY", "http://10.0.0.9:3128"),
    },
    {
      what: "sends a job's token to a stranger",
      type: "kubernetes:batch/v1:CronJob",
      edit: told("MANAGEMENT_ENDPOINT", "https://management.example.com"),
    },
    {
      what: "deploys to whoever answers for a cluster",
      type: PROVIDER as JudgedType,
      set: { kubeconfig: "clusters:\n- cluster:\n    insecure-skip-tls-verify: true\n" },
    },
    {
      what: "deploys with a token in state",
      type: PROVIDER as JudgedType,
      set: { kubeconfig: '{"users":[{"user":{"token":"x"}}]}' },
    },
  ],
});
