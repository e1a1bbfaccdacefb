import { Button, Group } from "@mantine/core";
import { formatCount } from "@practicum/ui/format.ts";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useDock } from "../../../shell/dock/dock-context.ts";
import { placeAddress, placeWords } from "./wait-words.ts";

const waitWords = (fitting: number) =>
  fitting === 0 ? "nobody waits for it" : fitting === 1 ? "1 waits for it" : `${fitting} wait for it`;

/** Beside the day: times that came free and are free still, and the wait list. */
export function FreedTimes({ site }: { readonly site: string | null }) {
  const trpc = useTRPC();
  const dock = useDock();
  const freed = useQuery(trpc.scheduling.freedSlots.queryOptions({ locationId: site }));
  return (
    <section aria-label="Freed times" className="w-panel s-freed">
      <Group justify="space-between" gap="xs">
        <strong style={{ fontSize: 13 }}>Freed times</strong>
        <Button size="compact-xs" variant="default" onClick={() => dock.open("wait-list")}>
          Wait list
        </Button>
      </Group>
      {freed.isError && <p className="s-dim">They can&apos;t be shown: {errorText(freed.error)}</p>}
      {freed.data?.length === 0 && <p className="s-dim">None is free.</p>}
      <ul>
        {freed.data?.map((one) => (
          <li key={`${one.date}${one.start}${one.providerResourceId}`}>
            <div>
              <b>{placeWords(one)}</b>
              <br />
              <span className="s-dim">
                {one.providerName}, {one.minutes} min
                {one.offered > 0 ? ` · ${formatCount(one.offered, "offer")} open` : ` · ${waitWords(one.fitting)}`}
              </span>
            </div>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Fill ${placeWords(one)}, ${one.providerName}`}
              onClick={() => dock.open("fill-slot", undefined, placeAddress(one))}
            >
              Fill
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
