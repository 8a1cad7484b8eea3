import { startJob } from "../job/start-job";
import { heartbeatJob } from "./heartbeat-job";

void startJob(heartbeatJob);
