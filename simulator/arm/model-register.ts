import type { ResourceModel } from "./resource-model";

/** The types that the local cloud models. */
export class ModelRegister {
  private readonly byType: ReadonlyMap<string, ResourceModel>;

  constructor(models: readonly ResourceModel[]) {
    this.byType = new Map(models.map((model) => [model.armType.toLowerCase(), model]));
    const repeated = models.filter((model) => this.get(model.armType) !== model).map(({ armType }) => armType);
    if (repeated.length > 0) throw new Error(`these types have more than one model: ${repeated.join(", ")}`);
  }

  /** The model of a type, in any case. */
  get(armType: string): ResourceModel | undefined {
    return this.byType.get(armType.toLowerCase());
  }

  types(): readonly string[] {
    return [...this.byType.values()].map(({ armType }) => armType).sort();
  }
}
