-- Gives the planner the sizes of the working tables of engagement.
analyze aggregate_recipient_events, aggregate_actions, aggregate_receipts;
