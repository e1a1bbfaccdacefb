import { lessonsProveThemselves } from "./proves-itself.ts";

lessonsProveThemselves("other");
