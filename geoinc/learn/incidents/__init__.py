"""What learns the decisions of the incidents stage from reports and texts of our own."""
