import type { ResourceModel } from "./resource-model";

/** The types that the local cloud models. */
export class ModelRegister {
  private readonly byType: ReadonlyMap<string, ResourceModel>;

  constructor(models: readonly ResourceModel[]) {
    this.byType = new Map(models.map((model) => [model.armType.toLowerCase(), model]));
    if (this.byType.size !== models.length) throw new Error("two models have the same type");
  }

  /** The model of a type, in any case. */
  get(armType: string): ResourceModel | undefined {
    return this.byType.get(armType.toLowerCase());
  }

  types(): readonly string[] {
    return [...this.byType.values()].map(({ armType }) => armType).sort();
  }
}
