import type { Resource } from "@practicum/contracts/scheduling/resources";

export const kindWords: { readonly [kind in Resource["kind"]]: string } = {
  provider: "Provider",
  room: "Room",
  equipment: "Equipment",
};
