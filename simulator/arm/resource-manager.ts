import { heldBlobProblems } from "../data-plane/held-blobs";
import { lostRegionProblems } from "../data-plane/lost-region";
import type { Cloud } from "./cloud";
import type { Tombstone } from "./cloud-view";
import type { CloudWriter } from "./cloud-writer";
import { planDeletion, resetOf } from "./deletion";
import type { ModelRegister } from "./model-register";
import { mutationsOf, type Mutation } from "./mutation";
import { deleteMinutes, endOfUse, neededBy, writeMinutes } from "./operation-time";
import { ArmError, refuseIf } from "./problem";
import { planPurge } from "./purge";
import type { ArmBody, ArmResource } from "./resource";
import { parseResourceId } from "./resource-id";
import { notModelled, type Requirement, type ResourceModel, type Write } from "./resource-model";
import { grantKey, isDenied, requirementsOf, writeProblems } from "./write-check";

/** Azure Resource Manager: every request is judged against the cloud as it is and carried out whole, or refused. */
export class ResourceManager {
  constructor(
    readonly cloud: Cloud,
    private readonly writer: CloudWriter,
    private readonly models: ModelRegister,
  ) {}

  /** A resource as a GET shows it, or undefined where there is none. */
  get(id: string): ArmResource | undefined {
    const stored = this.cloud.get(id);
    if (stored === undefined) return undefined;
    const body = this.models.get(stored.type)?.view?.(stored, this.cloud) ?? stored.body;
    return { id: stored.id, type: stored.type, body };
  }

  /**
   * A resource as somebody sees it who looks it up by name: also what was put in past the management interface, which
   * is noted as assumed to be there.
   */
  async lookUp(id: string): Promise<ArmResource | undefined> {
    const stored = this.get(id);
    if (stored !== undefined) return stored;
    const resourceId = parseResourceId(id);
    const model = this.models.get(resourceId.type);
    const assumed = model?.assumed?.(resourceId, this.cloud);
    if (model === undefined || assumed === undefined) return undefined;
    const { requirement, body } = assumed;
    if (isDenied(requirement, resourceId.subscriptionId, this.cloud)) return undefined;
    await this.writer.inTurn(async () => {
      const mutations = this.assumptions([requirement], resourceId.subscriptionId);
      if (mutations.length > 0) await this.writer.note(mutations);
    });
    return { id: resourceId.text, type: model.armType, body };
  }

  /** Tells whether somebody has written the resource, as opposed to it having come with its parent. */
  isMade(id: string): boolean {
    const stored = this.cloud.get(id);
    return stored !== undefined && stored.isDefault !== true;
  }

  /** Tells whether a resource comes with its parent, so that it cannot be deleted by itself. */
  isFixed(id: string): boolean {
    const resource = this.cloud.get(id);
    return resource !== undefined && resetOf(resource, this.cloud, this.models) !== undefined;
  }

  /**
   * Makes or changes a resource.
   *
   * @param runStart the start of the run to which the request belongs, in virtual time
   * @throws ArmError with every reason for which Azure would refuse
   */
  put(id: string, requested: ArmBody, runStart: number): Promise<ArmResource> {
    return this.writer.inTurn(async () => {
      const resourceId = parseResourceId(id);
      const model = this.modelOf(resourceId.type);
      const previous = this.cloud.get(id);
      const write: Write = {
        id: resourceId,
        requested,
        cloud: this.cloud,
        ...(previous !== undefined && { previous }),
      };
      refuseIf([...lostRegionProblems(this.cloud, id, requested.location), ...writeProblems(model, write, this.cloud)]);
      const resource = { id: previous?.id ?? resourceId.text, type: model.armType, body: model.compute(write) };
      await this.writer.commit({
        kind: previous === undefined ? "create" : "update",
        id: resourceId,
        mutations: [
          { kind: "setResource", resource },
          ...this.singletonsOf(model, resource),
          ...mutationsOf(model.effects?.(write, resource.body) ?? [], this.cloud),
          ...this.assumptions(requirementsOf(model, write), write.id.subscriptionId),
        ],
        needs: [resourceId.key, ...neededBy(resource)],
        ends: [resourceId.key],
        minutes: writeMinutes(model, write),
        runStart,
      });
      return this.get(id) ?? resource;
    });
  }

  /**
   * Deletes a resource with everything inside it. Deleting what is not there succeeds, as in Azure.
   *
   * @param runStart the start of the run to which the request belongs, in virtual time
   * @throws ArmError with every reason for which Azure would refuse
   */
  delete(id: string, runStart: number): Promise<void> {
    return this.writer.inTurn(async () => {
      const resource = this.cloud.get(id);
      if (resource === undefined) return;
      const plan = planDeletion(resource, this.cloud, this.models);
      refuseIf([
        ...lostRegionProblems(this.cloud, resource.id),
        ...heldBlobProblems(this.cloud, resource.id),
        ...plan.problems,
      ]);
      const gone = [...this.cloud.below(id), resource];
      const resourceId = parseResourceId(resource.id);
      await this.writer.commit({
        kind: "delete",
        id: resourceId,
        mutations: [...plan.mutations, ...mutationsOf(plan.effects, this.cloud)],
        needs: [resourceId.key, endOfUse(resourceId.key)],
        ends: [resourceId.key, ...neededBy(resource).map(endOfUse)],
        minutes: Math.max(...gone.map(({ type }) => deleteMinutes(this.models.get(type), type))),
        runStart,
      });
    });
  }

  /**
   * Purges what was soft-deleted in subscriptions, as far as its owner can.
   *
   * @returns what stays until its time
   */
  purgeSoftDeleted(subscriptionIds: readonly string[]): Promise<readonly Tombstone[]> {
    return this.writer.inTurn(async () => {
      const { purged, held } = planPurge(subscriptionIds, this.cloud, this.models);
      await this.writer.note(purged.map(({ resource: { id } }) => ({ kind: "removeTombstone", id })));
      return held;
    });
  }

  private modelOf(type: string): ResourceModel {
    const model = this.models.get(type);
    if (model !== undefined) return model;
    const message = `The local cloud does not model the type '${type}' yet.`;
    throw new ArmError([{ code: notModelled, message, status: 501 }]);
  }

  private singletonsOf(model: ResourceModel, owner: ArmResource): readonly Mutation[] {
    return (model.singletons ?? []).flatMap(({ type, name, body }): Mutation[] => {
      const id = `${owner.id}/${type.slice(owner.type.length + 1)}/${name}`;
      if (this.cloud.get(id) !== undefined) return [];
      return [{ kind: "setResource", resource: { id, type, body: body(owner), isDefault: true } }];
    });
  }

  /** Notes what subscriptions were assumed to have been given. */
  private assumptions(requirements: readonly Requirement[], asking: string): readonly Mutation[] {
    const holders = new Set(requirements.map(({ subscriptionId }) => subscriptionId ?? asking));
    return [...holders].flatMap((holder): readonly Mutation[] => {
      const subscription = this.cloud.subscription(holder);
      const needed = requirements.filter(({ subscriptionId }) => (subscriptionId ?? asking) === holder).map(grantKey);
      const assumed = [...new Set([...subscription.assumed, ...needed])];
      if (assumed.length === subscription.assumed.length) return [];
      return [{ kind: "setSubscription", subscription: { ...subscription, assumed } }];
    });
  }
}
