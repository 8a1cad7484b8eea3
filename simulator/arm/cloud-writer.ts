import type { VirtualClock } from "../clock/virtual-clock";
import type { Store } from "../store/store";
import type { Cloud } from "./cloud";
import { applyMutation, changeOf, tracesOf, withContents, type Mutation } from "./mutation";
import { operationKey, type Operation } from "./operation";
import type { ResourceId } from "./resource-id";

/** An operation that was accepted, with everything that it changes. */
export interface Outcome {
  readonly kind: Operation["kind"];
  readonly id: Pick<ResourceId, "text" | "type">;
  readonly mutations: readonly Mutation[];
  /** What must have ended first, in the names of the clock. */
  readonly needs: readonly string[];
  /** What has ended then. */
  readonly ends: readonly string[];
  readonly minutes: number;
  /** The start of the run to which it belongs, in virtual time. */
  readonly runStart: number;
}

/**
 * The only one that changes the cloud: on disk first, whole or not at all, then in memory; one change after another.
 */
export class CloudWriter {
  private last: Promise<unknown> = Promise.resolve();
  /** What happens by itself as time goes by, asked for whenever it was moved forward. */
  whatTimeBrings: () => readonly Mutation[] = () => [];

  constructor(
    private readonly store: Store,
    private readonly cloud: Cloud,
    private readonly clock: VirtualClock,
    private operations: number,
  ) {}

  /** Number of operations since the cloud was made. */
  get operationCount(): number {
    return this.operations;
  }

  /** Decides on the cloud as it is and changes it, with nothing else in between. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work);
    this.last = result.catch(() => undefined);
    return result;
  }

  /** Stores an operation with all that it changes. Only within `inTurn`. */
  async commit({ kind, id, needs, ends, minutes, runStart, ...outcome }: Outcome): Promise<void> {
    this.store.requireRoom();
    const changes = outcome.mutations.flatMap((mutation) => withContents(mutation, this.cloud));
    const mutations = [...tracesOf(changes, this.cloud), ...changes];
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
    await this.store.write([
      ...mutations.map(changeOf),
      { type: "put", key: operationKey(number), value: operation },
      { type: "put", key: "clock", value: this.clock.stateAfter(span) },
    ]);
    this.operations = number;
    for (const mutation of mutations) applyMutation(this.cloud, mutation);
    this.clock.record(span, ends);
  }

  /** Stores changes that are no operation on a resource and take no time. Only within `inTurn`. */
  async note(mutations: readonly Mutation[]): Promise<void> {
    await this.store.write(mutations.map(changeOf));
    for (const mutation of mutations) applyMutation(this.cloud, mutation);
  }

  /** Moves the virtual time forward. */
  advanceClock(minutes: number): Promise<void> {
    return this.inTurn(async () => {
      await this.store.write([{ type: "put", key: "clock", value: this.clock.stateAfterAdvance(minutes) }]);
      this.clock.advance(minutes);
      const brought = this.whatTimeBrings();
      if (brought.length > 0) await this.note(brought);
    });
  }
}
