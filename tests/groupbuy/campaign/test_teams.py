"""Teams (拼团): one running team for each member, who leads it, and when it is full."""

import pytest

from communekit.groupbuy.campaign import Join, JoinRefusedError, Receive, TakeBack, team_buy
from tests.groupbuy.campaign.worlds import WEEK, Life, eggs, hour


def two_teams() -> Life:
    """A formed team of li and wang, and a running one that li has opened since."""
    life = Life(team_buy("C1", [eggs()], WEEK, size=2))
    life.join("s1", hour(1), member="li")
    life.join("s2", hour(1), member="wang", group="s1")
    life.join("s3", hour(2), member="li")
    return life


@pytest.mark.parametrize("command", [TakeBack("s1", hour(3)), Receive("eggs", 0, hour(3))])
def test_member_stays_in_her_running_team_when_an_older_seat_ends(command: TakeBack | Receive) -> None:
    """What comes of a team that has formed does not let her into a second running one."""
    life = two_teams()
    life.tell(command)
    with pytest.raises(JoinRefusedError, match="running") as refused:
        life.tell(Join("s4", "li", {"eggs": 1}, hour(4)))
    assert refused.value.where == "s3"
