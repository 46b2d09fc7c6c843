from core.services import InUse

from .capability import (
    clear_measurement,
    record_claim,
    record_measurement,
    take_closure,
    what_changed,
    withdraw_measurement,
)
from .changes import dependents_of
from .explorer import blast, neighbourhood
from .graph import export_model, load_graph, load_model, revision
from .importing import (
    apply_run,
    begin_run,
    bytes_of,
    check_run,
    get_source,
    import_content,
    set_mapping,
)
from .items import create_item, retire_item, save_item, save_site, save_team
from .links import (
    add_dependency,
    add_group,
    end_dependency,
    end_group,
    remove_member,
    save_dependency,
    save_group,
    save_member,
)
from .needs import (
    DataNeed,
    ImpactCurve,
    LossAt,
    Profile,
    Workaround,
    drop_function_profile,
    save_objective,
    set_function_profile,
    set_objective,
)
from .readiness import analysis, refresh_readiness, request_readiness

__all__ = [
    "DataNeed",
    "ImpactCurve",
    "InUse",
    "LossAt",
    "Profile",
    "Workaround",
    "add_dependency",
    "add_group",
    "analysis",
    "apply_run",
    "begin_run",
    "blast",
    "bytes_of",
    "check_run",
    "clear_measurement",
    "create_item",
    "dependents_of",
    "drop_function_profile",
    "end_dependency",
    "end_group",
    "export_model",
    "get_source",
    "import_content",
    "load_graph",
    "load_model",
    "neighbourhood",
    "record_claim",
    "record_measurement",
    "refresh_readiness",
    "remove_member",
    "request_readiness",
    "retire_item",
    "revision",
    "save_dependency",
    "save_group",
    "save_item",
    "save_member",
    "save_objective",
    "save_site",
    "save_team",
    "set_function_profile",
    "set_mapping",
    "set_objective",
    "take_closure",
    "what_changed",
    "withdraw_measurement",
]
