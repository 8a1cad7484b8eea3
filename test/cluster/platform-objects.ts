import { z } from "zod";
import type { PrivateCheckout } from "../private-checkout";

const stateSchema = z.object({
  deployment: z.object({
    resources: z.array(
      z.object({
        urn: z.string(),
        type: z.string(),
        provider: z.string().optional(),
        inputs: z.record(z.string(), z.unknown()).optional(),
        dependencies: z.array(z.string()).optional(),
      }),
    ),
  }),
});

/** What a program registers in one cluster, in the order in which the engine has made it. */
export interface ClusterObjects {
  /** The provider instance, by which clusters are told apart. */
  readonly cluster: string;
  readonly objects: readonly Readonly<Record<string, unknown>>[];
}

/** The Kubernetes objects of a stack that is up, as the program asked for them, by cluster. */
export async function objectsOf(checkout: PrivateCheckout, stack: string): Promise<readonly ClusterObjects[]> {
  const { status, stdout, stderr } = await checkout.pulumi("stack", "export", "--show-secrets", "-s", stack);
  if (status !== 0) throw new Error(stderr);
  const { resources } = stateSchema.parse(JSON.parse(stdout)).deployment;
  const byCluster = new Map<string, Readonly<Record<string, unknown>>[]>();
  for (const { type, provider = "", inputs = {} } of resources) {
    if (!type.startsWith("kubernetes:")) continue;
    byCluster.set(provider, [...(byCluster.get(provider) ?? []), opened(inputs) as Readonly<Record<string, unknown>>]);
  }
  return [...byCluster].map(([cluster, objects]) => ({ cluster, objects }));
}

const signature = "4dabf18193072939515e22adb298388d";

/** Inputs with their secrets in plain text, and in Kubernetes' own names. */
function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== "object" || value === null) return value;
  const object = value as Readonly<Record<string, unknown>>;
  if (object[signature] !== undefined) return JSON.parse(String(object["plaintext"])) as unknown;
  const entries = Object.entries(object).filter(([key]) => !key.startsWith("__"));
  return Object.fromEntries(
    entries.map(([key, item]) => [
      key.replace(/^x_kubernetes_/, "x-kubernetes-").replace(/^x-kubernetes-.*/, (name) => name.replaceAll("_", "-")),
      opened(item),
    ]),
  );
}
