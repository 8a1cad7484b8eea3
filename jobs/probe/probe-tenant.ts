import type { Outcome } from "../job/exit-status";
import { flag } from "../job/records";
import type { JobContext } from "../job/run-job";
import { KINDS, type VariableKind, type Variables } from "../job/variables";
import { ask, isUp, readConnectTo, type AskArgs, type ConnectTo } from "./ask";

export type ProbeOrders = { readonly tenant: string } & Pick<AskArgs, "url" | "connectTo" | "timeoutMilliseconds">;

const DEFAULT_TIMEOUT_MS = 10_000;

const connectToKind: VariableKind<ConnectTo> = {
  allowed: "an address with an optional port, 10.1.2.3 or [fd00::1]:8443",
  read: readConnectTo,
};

/** Reads the variables of `probe`; see `jobs/README.md`. */
export function readProbeOrders(variables: Variables): ProbeOrders {
  return {
    tenant: variables.required("TENANT", KINDS.tenant),
    url: variables.required("URL", KINDS.https),
    connectTo: variables.optional("CONNECT_TO", connectToKind),
    timeoutMilliseconds: variables.optional("TIMEOUT", KINDS.duration) ?? DEFAULT_TIMEOUT_MS,
  };
}

/** Asks once and records the answer. Whoever counts downtime counts records, also those that are missing. */
export async function probeTenant(
  orders: ProbeOrders,
  context: JobContext,
  authorities?: AskArgs["authorities"],
): Promise<Outcome> {
  const answer = await ask({ ...orders, signal: context.signal, ...(authorities !== undefined && { authorities }) });
  const up = isUp(answer);
  const dimensions = { host: orders.url.host };
  context.records.metric({ name: "uptime.up", ...flag(up), dimensions });
  context.records.metric({ name: "uptime.duration", value: answer.seconds, unit: "seconds", dimensions });
  if (!up) {
    const reason = answer.kind === "answered" ? `status ${answer.status}` : answer.reason;
    context.records.log({
      severity: "error",
      event: "uptime.down",
      message: `${orders.url.href} is not up: ${reason}`,
      details: { ...dimensions, reason },
    });
  }
  return up ? "done" : "notAsPromised";
}
