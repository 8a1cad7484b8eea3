import { startJob } from "../job/start-job";
import { presenceJob } from "./presence-job";

void startJob(presenceJob);
