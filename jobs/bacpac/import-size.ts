/**
 * The size that a database gets into which a BACPAC is imported, in bytes. A BACPAC is compressed and has no indexes; 20 times
 * its size is an estimate. Azure's smallest provisioned General Purpose databases take 32 GiB by default and at most 1 TiB
 * (Microsoft Learn, azure-sql/database/resource-limits-vcore-single-databases, GP_Gen5_2, 2024).
 */
export function importSize(payloadBytes: number): number {
  const gibibyte = 1024 ** 3;
  const [smallest, largest] = [32 * gibibyte, 1024 * gibibyte];
  return Math.min(largest, Math.max(smallest, Math.ceil((payloadBytes * 20) / smallest) * smallest));
}
