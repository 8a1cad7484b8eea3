import { startJob } from "../job/start-job";
import { probeJob } from "./probe-job";

void startJob(probeJob);
