import type { VirtualClock } from "../clock/virtual-clock";
import type { Change, Store } from "../store/store";
import type { Cloud, StoredResource, Subscription } from "./cloud";
import { planDeletion } from "./deletion";
import type { ModelRegister } from "./model-register";
import { applyMutation, changeOf, type Mutation } from "./mutation";
import { operationKey, type Operation } from "./operation";
import { ArmError, refuseIf } from "./problem";
import { referencesIn } from "./reference-index";
import type { ArmBody, ArmResource } from "./resource";
import { idKey, parseResourceId, type ResourceId } from "./resource-id";
import { notModelled, type Effect, type Requirement, type ResourceModel, type Write } from "./resource-model";
import { grantKey, requirementsOf, writeProblems } from "./write-check";

/** Virtual minutes of an operation of which nothing is documented. An estimate. */
const defaultMinutes = 0.5;

interface GrantState {
  readonly subscriptionId: string;
  readonly state: "assumed" | "denied";
}

interface Outcome {
  readonly kind: Operation["kind"];
  readonly id: ResourceId;
  readonly mutations: readonly Mutation[];
  /** What must have ended first, in the words of the clock. */
  readonly needs: readonly string[];
  /** What has ended then. */
  readonly ends: readonly string[];
  readonly minutes: number;
  readonly runStart: number;
}

/**
 * The one door through which the cloud changes: every request is judged against the cloud as it is, stored whole with
 * its effects, and only then visible. Requests are carried out one after another.
 */
export class ResourceManager {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: Store,
    readonly cloud: Cloud,
    private readonly clock: VirtualClock,
    private readonly models: ModelRegister,
    private operations: number,
  ) {}

  /** Number of operations since the cloud was made. */
  get operationCount(): number {
    return this.operations;
  }

  /** A resource as a GET shows it, or undefined where there is none. */
  get(id: string): ArmResource | undefined {
    const stored = this.cloud.get(id);
    if (stored === undefined) return undefined;
    const body = this.models.get(stored.type)?.view?.(stored, this.cloud) ?? stored.body;
    return { id: stored.id, type: stored.type, body };
  }

  /** Tells whether somebody has written the resource, as opposed to it having come with its parent. */
  isMade(id: string): boolean {
    const stored = this.cloud.get(id);
    return stored !== undefined && stored.isDefault !== true;
  }

  /** Notes which tenant a subscription belongs to, when it is first used. */
  openSubscription(id: string, tenantId: string | undefined): Promise<void> {
    return this.inTurn(async () => {
      const subscription = this.cloud.subscription(id);
      if (tenantId === undefined || tenantId === subscription.tenantId) return;
      await this.setSubscription({ ...subscription, tenantId });
    });
  }

  /** Grants something to a subscription, or denies it, so that what needs it is refused from now on. */
  setGrant(grant: Pick<Requirement, "kind" | "name"> & GrantState): Promise<void> {
    return this.inTurn(async () => {
      const key = grantKey(grant);
      const subscription = this.cloud.subscription(grant.subscriptionId);
      const others = subscription.denied.filter((each) => each !== key);
      await this.setSubscription({ ...subscription, denied: grant.state === "denied" ? [...others, key] : others });
    });
  }

  /** Moves the virtual time forward. */
  advanceClock(minutes: number): Promise<void> {
    return this.inTurn(async () => {
      await this.store.write([{ type: "put", key: "clock", value: this.clock.stateAfterAdvance(minutes) }]);
      this.clock.advance(minutes);
    });
  }

  /**
   * Makes or changes a resource.
   *
   * @throws ArmError with every reason for which Azure would refuse
   */
  put(id: string, requested: ArmBody, runStart: number): Promise<ArmResource> {
    return this.inTurn(async () => {
      const resourceId = parseResourceId(id);
      const model = this.modelOf(resourceId);
      const previous = this.cloud.get(id);
      const write: Write = {
        id: resourceId,
        requested,
        cloud: this.cloud,
        ...(previous !== undefined && { previous }),
      };
      refuseIf(writeProblems(model, write, this.cloud));
      const resource = { id: previous?.id ?? resourceId.text, type: model.armType, body: model.compute(write) };
      await this.commit({
        kind: previous === undefined ? "create" : "update",
        id: resourceId,
        mutations: [
          { kind: "setResource", resource },
          ...this.singletonsOf(model, resource),
          ...mutationsOf(model.effects?.(write, resource.body) ?? [], this.cloud),
          ...this.assumptions(model, write),
        ],
        needs: [resourceId.key, ...neededBy(resourceId, resource)],
        ends: [resourceId.key],
        minutes: minutesOf(model, write),
        runStart,
      });
      return this.get(id) ?? resource;
    });
  }

  /**
   * Deletes a resource with everything inside it. Deleting what is not there succeeds, as in Azure.
   *
   * @throws ArmError with every reason for which Azure would refuse
   */
  delete(id: string, runStart: number): Promise<void> {
    return this.inTurn(async () => {
      const resource = this.cloud.get(id);
      if (resource === undefined) return;
      const plan = planDeletion(resource, this.cloud, this.models);
      refuseIf(plan.problems);
      const resourceId = parseResourceId(resource.id);
      const minutes = this.models.get(resource.type)?.minutes;
      await this.commit({
        kind: "delete",
        id: resourceId,
        mutations: [...plan.mutations, ...mutationsOf(plan.effects, this.cloud)],
        needs: [resourceId.key, useOf(resourceId.key)],
        ends: [resourceId.key, ...neededBy(resourceId, resource).map(useOf)],
        minutes: typeof minutes === "object" ? minutes.delete : defaultMinutes,
        runStart,
      });
    });
  }

  private async setSubscription(subscription: Subscription): Promise<void> {
    const mutation: Mutation = { kind: "setSubscription", subscription };
    await this.store.write([changeOf(mutation)]);
    applyMutation(this.cloud, mutation);
  }

  private modelOf(id: ResourceId): ResourceModel {
    const model = this.models.get(id.type);
    if (model !== undefined) return model;
    throw new ArmError([
      { code: notModelled, message: `The local cloud does not model the type '${id.type}' yet.`, status: 501 },
    ]);
  }

  private singletonsOf(model: ResourceModel, owner: ArmResource): readonly Mutation[] {
    return (model.singletons ?? []).flatMap(({ type, name, body }): Mutation[] => {
      const id = `${owner.id}/${type.slice(owner.type.length + 1)}/${name}`;
      if (this.cloud.get(id) !== undefined) return [];
      return [{ kind: "setResource", resource: { id, type, body: body(owner), isDefault: true } }];
    });
  }

  /** Notes what the subscription was assumed to have been given. */
  private assumptions(model: ResourceModel, write: Write): readonly Mutation[] {
    const subscription = this.cloud.subscription(write.id.subscriptionId);
    const needed = requirementsOf(model, write).map(grantKey);
    const assumed = [...new Set([...subscription.assumed, ...needed])];
    if (assumed.length === subscription.assumed.length) return [];
    return [{ kind: "setSubscription", subscription: { ...subscription, assumed } }];
  }

  private async commit({ kind, id, mutations, needs, ends, minutes, runStart }: Outcome): Promise<void> {
    const span = this.clock.place(runStart, needs, minutes);
    const number = this.operations + 1;
    const operation: Operation = {
      number,
      kind,
      id: id.text,
      type: id.type,
      started: new Date(span.started).toISOString(),
      ended: new Date(span.ended).toISOString(),
    };
    const changes: Change[] = [
      ...mutations.map(changeOf),
      { type: "put", key: operationKey(number), value: operation },
      { type: "put", key: "clock", value: this.clock.stateAfter(span) },
    ];
    await this.store.write(changes);
    this.operations = number;
    for (const mutation of mutations) applyMutation(this.cloud, mutation);
    this.clock.record(span, ends);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work);
    this.last = result.catch(() => undefined);
    return result;
  }
}

function minutesOf({ minutes }: ResourceModel, write: Write): number {
  if (typeof minutes === "function") return minutes(write);
  return (write.previous === undefined ? minutes?.create : minutes?.update) ?? defaultMinutes;
}

/** What surrounds a resource and what it mentions: it cannot be there before them, nor they go before it. */
function neededBy(id: ResourceId, resource: ArmResource): readonly string[] {
  const mentioned = referencesIn(resource).map(({ to }) => idKey(to));
  return [...new Set([...(id.parent === undefined ? [] : [idKey(id.parent)]), ...mentioned])];
}

/** The clock's word for "something that needs this one was deleted". */
function useOf(key: string): string {
  return `use of ${key}`;
}

function mutationsOf(effects: readonly Effect[], cloud: Cloud): readonly Mutation[] {
  return effects.map((effect): Mutation => {
    switch (effect.kind) {
      case "put":
        return { kind: "setResource", resource: resourceAt(effect.id, effect.body, cloud.get(effect.id)) };
      case "delete":
        return { kind: "removeResource", id: effect.id };
      case "purge":
        return { kind: "removeTombstone", id: effect.id };
    }
  });
}

function resourceAt(id: string, body: ArmBody, previous: StoredResource | undefined): StoredResource {
  return { id: previous?.id ?? id, type: previous?.type ?? parseResourceId(id).type, body };
}
