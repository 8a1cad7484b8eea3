import { ArmError, refuseIf, type ArmProblem } from "../arm/problem";
import type { ArmBody } from "../arm/resource";
import { idKey, parseResourceId } from "../arm/resource-id";
import type { ResourceManager } from "../arm/resource-manager";
import { proxyType, vaultType } from "../models/dataprotection/backup-type";
import { objectsAt, textAt } from "../models/read-body";
import { refusal } from "../models/refusal";
import type { Alteration, Destruction } from "../wire/data-plane-messages";
import { mergePatch } from "./merge-patch";

/**
 * What somebody does who has every role on what he touches, and no consent of a guard: no role stops him, so what does
 * is Azure itself.
 */
export class Intruder {
  constructor(
    private readonly manager: ResourceManager,
    private readonly now: () => number,
  ) {}

  /** Deletes a resource, and says what stood in the way. */
  async destroy(id: string): Promise<Destruction> {
    const refusals = await refusalsOf(async () => {
      refuseIf([...this.fixedProblems(id), ...this.consentProblems(id, "delete")]);
      await this.manager.delete(id, this.now());
    });
    return { isGone: refusals.length === 0, refusals };
  }

  /**
   * Changes a resource, or makes one where there is none.
   *
   * @param change what of the body becomes otherwise, as RFC 7386 merges it: `null` takes away
   */
  async change(id: string, change: ArmBody): Promise<Alteration> {
    const refusals = await refusalsOf(async () => {
      refuseIf(this.consentProblems(id, "write"));
      const body = mergePatch(this.manager.get(id)?.body ?? {}, change) as ArmBody;
      await this.manager.put(id, body, this.now());
    });
    return { isDone: refusals.length === 0, refusals };
  }

  /** What comes with its parent has no DELETE at Azure (rest/api/storagerp/blob-services: get, list and set). */
  private fixedProblems(id: string): readonly ArmProblem[] {
    if (!this.manager.isFixed(id)) return [];
    const { type } = parseResourceId(id);
    return [
      refusal("MethodNotAllowed", `The type '${type}' has no DELETE: it goes with what it is part of.`, undefined, 405),
    ];
  }

  /** A vault under a guard does critical operations for those alone to whom the guard has consented. */
  private consentProblems(id: string, verb: "delete" | "write"): readonly ArmProblem[] {
    const vault = vaultAround(id);
    // A change to the vault itself is judged by what it weakens.
    if (vault === undefined || idKey(vault) === idKey(id)) return [];
    const [proxy] = this.manager.cloud.children(vault, proxyType);
    if (proxy === undefined) return [];
    const operation = `${parseResourceId(id).type}/${verb}`.toLowerCase();
    const watched = objectsAt(proxy.body, "properties.resourceGuardOperationDetails").map(({ value }) =>
      (textAt(value, "vaultCriticalOperation") ?? "").toLowerCase(),
    );
    if (!watched.includes(operation)) return [];
    const message = `The vault is under the guard of ${proxy.id}, which has not consented to ${operation}.`;
    return [refusal("LinkedAuthorizationFailed", message, undefined, 403)];
  }
}

/** The vault that something is part of, or is. */
function vaultAround(id: string): string | undefined {
  const { type, parent } = parseResourceId(id);
  if (type.toLowerCase() === vaultType.toLowerCase()) return id;
  return parent !== undefined && type.toLowerCase().startsWith(`${vaultType.toLowerCase()}/`)
    ? vaultAround(parent)
    : undefined;
}

async function refusalsOf(attempt: () => Promise<void>): Promise<readonly string[]> {
  try {
    await attempt();
    return [];
  } catch (error) {
    if (!(error instanceof ArmError)) throw error;
    return error.problems.map(({ code, message }) => `${code}: ${message}`);
  }
}
