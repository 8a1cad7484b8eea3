/**
 * What a damaged backup of Azure's own gives when it is restored, and what a verification has to call it. Nobody can damage
 * its bytes, here or on Azure.
 */
export const azureDamages = {
  "refused restore": { text: "Azure refuses to restore it", foundAs: "absent" },
  "broken page": { text: "a page of the restored database is broken", foundAs: "contents" },
  "missing rows": { text: "rows that had been committed are not in the restored database", foundAs: "contents" },
} as const satisfies Readonly<Record<string, { readonly text: string; readonly foundAs: string }>>;

export type AzureDamageId = keyof typeof azureDamages;

/** All of them, in the order in which a drill tries them. */
export const azureDamageIds = Object.keys(azureDamages) as readonly AzureDamageId[];

/** Azure's own backups that a deployed job restores, with the middle of the job's name. */
export const azureBackups = { pointInTime: "point-in-time", longTerm: "long-term" } as const;

export type AzureBackup = keyof typeof azureBackups;
