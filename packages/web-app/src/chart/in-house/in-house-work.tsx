import { formatName } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useSession } from "../../session/session-context.ts";
import { whenText } from "../when-text.ts";
import "./in-house.css";
import { orderWords } from "./in-house-words.ts";

/** What is ordered and waits for whoever is with the patients, the oldest first; each leads to where it is carried out. */
export function InHouseWork() {
  const trpc = useTRPC();
  const session = useSession();
  const work = useQuery({ ...trpc.charting.inHouseWork.queryOptions({}), enabled: session.can("vitals.record") });
  if (work.isError) return <Notice tone="warn">The orders to do could not be loaded. {errorText(work.error)}</Notice>;
  if (!work.data || work.data.length === 0) return null;
  return (
    <section className="h-work" aria-label="Orders to do">
      <b>Orders to do ({work.data.length}):</b>
      {work.data.map((one) => (
        <Link
          key={one.orderId}
          className="p-anchor"
          to={`/p/${one.patientId}/rooming`}
          search={{ field: `orders.${one.orderId}` }}
        >
          {formatName(one.patientName)}: {orderWords(one)}
          <span className="c-dim"> {whenText(session, one.orderedAt)}</span>
        </Link>
      ))}
    </section>
  );
}
