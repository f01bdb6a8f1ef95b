"""What the Dedicated Customer Advisor does for a customer: identified resources, meetings, senior resources, action
plans, and her one page (R17, R20). Who she is, and who deputises for her, is subscriptions.advisors'."""
