import { runServiceProcess } from "@practicum/service/main";
import { schedulingService } from "./service.ts";

await runServiceProcess({ definition: schedulingService, ports: () => undefined });
