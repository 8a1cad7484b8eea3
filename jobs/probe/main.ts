import type { Job } from "../job/run-job";
import { startJob } from "../job/start-job";
import { probeTenant, readProbeOrders, type ProbeOrders } from "./probe-tenant";

/** Asks one tenant's address. */
const job: Job<ProbeOrders> = {
  name: "probe",
  read: (variables) => readProbeOrders(variables),
  tenantOf: ({ tenant }) => tenant,
  run: (orders, context) => probeTenant(orders, context),
};

void startJob(job);
