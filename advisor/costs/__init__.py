"""Tokens, prices, volume and horizon in; cost of ownership and break-even out. Pure.

    from advisor.costs.break_even import Option, break_even
    break_even(Option(300, 50, 0.0021), Option(6500, 180, 0.0006), months=12)     # (431111.1, 'B_cheaper_above')

    break_even.py        two straight lines; payback; cost per success      accuracy_target.py   accuracy from money
    request_cost.py      tokens of a finished piece of work                 caching.py           cache hit rate
    training.py          billed tokens, months of training                  hosting.py           replicas, utilisation

`advisor.work_out_costs` puts it all together from eval results, a cost plan and dated prices.
"""
