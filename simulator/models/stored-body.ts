import type { ArmBody, ArmObject } from "../arm/resource";

/** A body with properties added to what was asked for. */
export function withProperties(body: ArmBody, properties: ArmObject): ArmBody {
  return { ...body, properties: { ...body.properties, ...properties } };
}

/** A body with properties for those that were not asked for. */
export function withDefaults(body: ArmBody, defaults: ArmObject): ArmBody {
  return { ...body, properties: { ...defaults, ...body.properties } };
}

/** A body as Azure answers once a write is done. */
export function succeeded(body: ArmBody): ArmBody {
  return withProperties(body, { provisioningState: "Succeeded" });
}

/** A body without some of its properties, such as secrets that Azure never returns. */
export function withoutProperties(body: ArmBody, ...names: readonly string[]): ArmBody {
  const kept = Object.entries(body.properties ?? {}).filter(([name]) => !names.includes(name));
  return { ...body, properties: Object.fromEntries(kept) };
}
