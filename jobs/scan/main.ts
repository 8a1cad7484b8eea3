import { startJob } from "../job/start-job";
import { scanJob } from "./scan-job";

void startJob(scanJob);
