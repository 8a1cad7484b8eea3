import fc from "fast-check";
import type { GeneratorValue } from "fast-check";
import {
  registeredResource,
  type Properties,
  type RegisteredResource,
} from "../../policies/resources/registered-resource";

/** Draws from fast-check, so that a counterexample shrinks. */
export class Draw {
  constructor(private readonly g: GeneratorValue) {}

  one<T>(values: readonly T[]): T {
    return values[this.g(fc.nat, { max: values.length - 1 })] as T;
  }

  /** Yes, in so many of ten cases. */
  yes(ofTen: number): boolean {
    return this.g(fc.nat, { max: 9 }) >= 10 - ofTen;
  }

  number(max: number): number {
    return this.g(fc.nat, { max });
  }

  some<T>(values: readonly T[]): T[] {
    const chosen = [this.one(values), this.one(values)];
    return this.yes(5) ? chosen : chosen.slice(0, 1);
  }
}

/** Collects what a program would register. */
export class Builder {
  readonly resources: RegisteredResource[] = [];

  add(type: string, id: string, inputs: Properties, outputs: Properties = {}): string {
    const urn = `urn:pulumi:random::deltawerk::azure-native:${type}::${id.split("/").slice(-3).join("-")}-${this.resources.length}`;
    this.resources.push(registeredResource({ urn, id, inputs, outputs }));
    return id;
  }
}
