"""What axe may find: Streamlit's own defects, listed with the statement that tells readers about them."""

from workbench.ui.known_defects import DEFECTS as ALLOWED
from workbench.ui.known_defects import STREAMLIT

__all__ = ["ALLOWED", "STREAMLIT"]
